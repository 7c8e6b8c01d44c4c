import {html, useEffect, useState} from '../lib/dom.js';
import {get, post, usePoll, who, withQuery} from '../lib/api.js';
import {go, link} from '../lib/router.js';
import {clock, num, t, word} from '../lib/words.js';
import {Act} from '../ui/act.js';
import {Asked, Badge, Button, Card, Facts, KINDS, linked, Page, Sure, Table, Time} from '../ui/parts.js';
import {Demo, Filters, Pages, SendOne, useAccounts} from '../ui/work.js';

const STATES = ['QUEUED', 'WAITING', 'TAKEN', 'ACCEPTED', 'DELIVERED', 'UNDELIVERED', 'DYING', 'DEAD', 'CANCELLED'];
const WAIT = ['QUEUED', 'WAITING', 'TAKEN'];
const VISIBLE = 15 * 60 * 1000;
const ID = /^[0-9A-HJKMNP-TV-Z]{26}$/i;
const NUMBER = /^(\+|00|3)[\d\s().-]{5,}$/;

/** Messages by the filters in the address; one of them, or those with one reference; or the way to what was searched for. */
export default function Messages({path: [id], query}) {
  return id ? html`<${One} key=${id} id=${id} />`
    : query.q ? html`<${Way} key=${query.q} q=${query.q} />` : html`<${List} key=${JSON.stringify(query)} query=${query} />`;
}

/** Where what somebody searched for is: a message, a batch, an operation; else messages by number or words. */
async function way(q) {
  if (NUMBER.test(q)) {
    return link('messages', {to: q});
  }
  for (const [page, api] of ID.test(q) ? [['messages'], ['batches'], ['activity', 'operations']] : [['messages']]) {
    try {
      await get(`/${api || page}/${encodeURIComponent(q)}`);
      return link([page, q]);
    } catch (problem) {
      if (problem.status !== 404 && problem.status !== 400) {
        throw problem;
      }
    }
  }
  const batch = (await get('/batches?limit=200')).batches.find((one) => one.name === q);
  return batch ? link(['batches', batch.id]) : ID.test(q) ? link(['messages', q]) : link('messages', {words: q});
}

function Way({q}) {
  const [problem, setProblem] = useState();
  useEffect(() => {
    way(q).then((to) => location.replace(to), setProblem);
  }, [q]);
  return html`<${Page} title=${t('nav.messages')} problem=${problem}><p class="wait">${problem ? '' : t('waiting')}</p><//>`;
}

function List({query}) {
  const {words: q, ...rest} = query;
  const poll = usePoll(withQuery('/messages', {limit: 50, q, ...rest}), query.before ? 0 : 5000);
  const none = {label: t('all')};
  return html`<${Page} title=${t('nav.messages')} poll=${poll}>
    <${Filters} page="messages" query=${query} fields=${[
    ['to', t('number'), {type: 'tel', placeholder: '+39 333 0000001'}],
    ['state', t('state'), {options: [['', none.label], ...STATES.map((one) => [one, word('state', one)])]}],
    ['account', t('account'), {options: useAccounts()}],
    ['source', t('source'), {options: [['', none.label], ...['http', 'jms', 'webapi', 'batch'].map((one) => [one, one])]}],
    ['application', t('application')],
    ['batch', t('batch')],
    ['words', t('words')],
  ]} />
    ${query.sameRecipientAs && html`<p>${t('msg.same.of')} ${linked(query.sameRecipientAs, ['messages', query.sameRecipientAs])}</p>`}
    <${Asked} poll=${poll}>${(data) => html`<${Found} of=${data.messages} first=${!Object.keys(query).length} /><${Pages} page="messages" query=${query} next=${data.next} />`}<//>
  <//>`;
}

const Found = ({of, first}) => html`<${Table} caption=${t('nav.messages')} rows=${of} empty=${first
  ? html`<h2>${t('first')}</h2><${SendOne} /><${Demo} />` : html`<p>${t('msg.none')}</p><p>${kept()}</p>`} columns=${[
  [t('msg.taken'), (one) => html`<a href=${link(['messages', one.id])}><${Time} at=${one.takenAt} /></a>`],
  [t('to'), (one) => one.to || t('msg.erased')],
  [t('state'), (one) => html`<${Badge} of=${one.state} /> ${one.reason && html`<small>${word('state', one.reason)}</small>`}`],
  [t('account'), 'account'],
  [t('source'), 'source'],
  [t('send.reference'), 'reference'],
  [t('detail'), 'detail'],
]} />`;

/** How long messages are kept, in words. */
function kept() {
  const me = who.use();
  const days = /P(?:(\d+)D)?(?:T(\d+)H)?/.exec(me?.messagesKeptFor || '');
  return days ? t('msg.kept', {n: Math.floor(Number(days[1] || 0) + Number(days[2] || 0) / 24)}) : t('msg.kept.ever');
}

function One({id}) {
  const poll = usePoll('/messages/' + encodeURIComponent(id), 3000);
  const [shown, setShown] = useState(null);
  useEffect(() => {
    const timer = shown && setTimeout(() => setShown(null), shown.until - Date.now());
    return () => clearTimeout(timer);
  }, [shown]);
  if (poll.problem?.status === 404) {
    return html`<${Page} title=${t('msg.gone')}><p>${t('msg.gone.text')} <code>${id}</code></p><p>${kept()}</p>
      <p>${linked(t('nav.messages'), 'messages')}</p><//>`;
  }
  const found = poll.data?.messages || [];
  return html`<${Page} title=${found.length === 1 ? t('msg') : t('msg.with', {reference: id})} poll=${poll}
    actions=${found.length === 1 && html`<${Acts} of=${found[0]} shown=${shown} show=${setShown} reload=${poll.reload} />`}>
    ${() => (found.length === 1 ? html`<${Story} of=${found[0]} shown=${shown} />` : html`<${Found} of=${found} />`)}
  <//>`;
}

function Acts({of, show, shown, reload}) {
  const [act, setAct] = useState();
  return html`
    ${linked(t('msg.same'), 'messages', {sameRecipientAs: of.id}, 'button')}
    ${of.state === 'DEAD' && [of.reason === 'UNKNOWN' ? 'settle' : '', 'redrive', 'discard'].filter(Boolean).map((kind) => html`<${Button} key=${kind} need="operator" onClick=${() => setAct(kind)}>${word('kind', kind)}…<//>`)}
    ${act && html`<${Act} kind=${act} target=${{letters: [{...of, perhapsSent: of.reason === 'UNKNOWN'}]}} onClose=${() => setAct()} />`}
    ${of.erasedAt || shown ? null : html`<${Sure} onYes=${async (why) => {
    const found = await get(withQuery('/messages/' + of.id, {reveal: true, why}));
    show({...found.messages[0], until: Date.now() + VISIBLE});
  }} ask=${{title: t('msg.reveal'), text: t('msg.reveal.text'), need: 'operator', why: 'must'}} />`}
    ${WAIT.includes(of.state) && html`<${Sure} onYes=${async (why) => {
    const {id} = await post('/operations', {kind: 'cancel', ids: [of.id], ...(why ? {why} : {})});
    go(['activity', id]);
    reload();
  }} ask=${{title: t('msg.cancel'), text: t('msg.cancel.text'), need: 'operator', why: 'may', kind: 'danger'}} />`}`;
}

function Story({of, shown}) {
  return html`<div class="two">
    <${Card} title=${t('msg.line')}><ol class="timeline">${line(of).map((event, i) => html`<li key=${i} class=${event.kind}>
      <${Time} at=${event.at} /> <b>${event.what}</b> ${event.how}${event.words && html`<p class="text">${event.words}</p>`}</li>`)}</ol><//>
    <${Card}><p><${Badge} of=${of.state} /> ${of.reason && word('state', of.reason)}</p>
      <${Facts} of=${[
    [t('to'), shown?.to || of.to || t('msg.erased')],
    [t('send.text'), shown && html`<span class="text">${shown.text}</span>`],
    [t('msg.visible'), shown && clock(shown.until)],
    ['Id', html`<code>${of.id}</code>`],
    [t('send.reference'), of.reference],
    [t('account'), of.account && linked(of.account, ['accounts', of.account])],
    [t('source'), of.source],
    [t('msg.priority'), of.priority],
    [t('batch'), of.batch && linked(of.batch, ['batches', of.batch])],
    [t('msg.tag'), of.tag],
    [t('bat.sms'), of.segments && num(of.segments)],
    [t('msg.deadline'), html`<${Time} at=${of.deadline} />`],
    [t('msg.provider.id'), of.providerMessageId],
  ]} /><//>
  </div>`;
}

/** What chose its account, if that is known. */
function chosen(by = '') {
  const [kind, n] = by.split(' ');
  return by && ' · ' + t('msg.by.' + kind, {n});
}

/** What happened to a message, the first first. */
function line(of) {
  const first = of.routedTo || of.attempts[0]?.account || of.account;
  const events = [{at: of.takenAt, what: t('msg.taken'), how: t('msg.from', {source: of.source})}];
  if (first) {
    events.push({at: of.takenAt, what: t('msg.routed'), how: first + chosen(of.routedBy)});
  }
  of.attempts.forEach((one) => events.push({
    at: one.begunAt,
    kind: KINDS[one.outcome],
    what: t('msg.attempt', {number: String(one.number)}),
    how: [one.account, one.endedAt && num(new Date(one.endedAt) - new Date(one.begunAt)) + ' ms', one.httpStatus && 'HTTP ' + one.httpStatus,
      one.providerCode, one.outcome ? word('state', one.outcome) : t('state.RUNNING')].filter(Boolean).join(' · '),
    words: one.detail,
  }));
  (of.interventions || []).forEach((one) => events.push({
    at: one.at,
    what: word('deed', one.deed),
    how: [one.who, one.account && '→ ' + one.account].filter(Boolean).join(' '),
    words: one.why,
  }));
  const last = of.attempts[of.attempts.length - 1];
  if (of.state !== 'ACCEPTED' || last?.outcome !== 'ACCEPTED') {
    events.push({at: of.changedAt, kind: KINDS[of.state], what: word('state', of.state), how: of.reason && word('state', of.reason), words: of.detail !== last?.detail ? of.detail : ''});
  }
  if (of.erasedAt) {
    events.push({at: of.erasedAt, what: t('msg.erasure')});
  }
  return events.sort((a, b) => a.at.localeCompare(b.at));
}
