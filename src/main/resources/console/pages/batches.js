import {html, useEffect, useState} from '../lib/dom.js';
import {ask, download, post, save, usePoll, withQuery} from '../lib/api.js';
import {go} from '../lib/router.js';
import {has, lang, money, num, span, t, when, word} from '../lib/words.js';
import {Asked, Badge, Button, Card, Facts, Field, Gone, linked, Objection, Page, Sure, Table, Time, time, toast} from '../ui/parts.js';
import {Demo, Pages} from '../ui/work.js';

const SPREADS = ['', 'PT30M', 'PT1H', 'PT2H', 'PT4H', 'PT8H'];
const SLOW = 600000;
const EXAMPLE = 'to,text,reference\n+393330000001,Ciao Anna,example-1\n+393330000002,Ciao Bruno,example-2\n';

/** The batches, and the way to make one of a file; or one of them. */
export default function Batches({path: [id], query}) {
  return id ? html`<${One} key=${id} id=${id} />` : html`<${All} query=${query} />`;
}

function All({query}) {
  const poll = usePoll(withQuery('/batches', {limit: 20, ...query}), 2000);
  return html`<${Page} title=${t('nav.batches')} poll=${poll}>
    <${New} />
    <${Asked} poll=${poll}>${(data) => html`<${Table} caption=${t('nav.batches')} rows=${data.batches} empty=${html`<h2>${t('bat.none')}</h2><p>${t('bat.none.text')}</p><${Button} onClick=${() => save(new Blob([EXAMPLE], {type: 'text/csv'}), 'example.csv')}>${t('bat.example')}<//><${Demo} />`} columns=${[
    [t('bat.file'), (one) => linked(one.name, ['batches', one.id])],
    [t('state'), (one) => html`<${State} of=${one} />`],
    [t('op.progress'), (one) => html`<${Far} of=${one} />`],
    [t('bat.rejected'), 'rejected', 'num'],
    [t('state.ACCEPTED'), 'accepted', 'num'],
    [t('state.DEAD'), 'dead', 'num'],
    [t('bat.created'), time('createdAt')],
  ]} /><${Pages} page="batches" query=${query} next=${data.next} />`}<//>
  <//>`;
}

const State = ({of}) => html`<${Badge} of=${of.paused ? 'paused' : of.state} kind=${of.state === 'DONE' ? 'good' : undefined} /> <small>${of.waitsFor || of.detail}</small>`;

/** Rows that are taken, then messages that have ended. */
function Far({of}) {
  if (of.rows === undefined) {
    return '–';
  }
  const sending = of.position >= of.rows;
  const [done, total] = sending ? [of.ended, of.messages] : [of.position, of.rows];
  return html`<progress max=${total || 1} value=${total ? done : of.state !== 'CANCELLED'} aria-label=${t('op.progress')} />
    <small>${t(sending ? 'bat.sent' : 'bat.taken', {done, total})}${of.secondsLeft ? ' · ' + t('op.left', {time: span(0, of.secondsLeft * 1000)}) : ''}</small>`;
}

/** A file is chosen or dropped, looked through, and sent. */
function New() {
  const [file, setFile] = useState();
  const [over, setOver] = useState(false);
  const [form, setForm] = useState({at: '', spread: ''});
  const [found, setFound] = useState();
  const [problem, setProblem] = useState();
  const query = file && {name: file.name, sendAt: form.at && new Date(form.at).toISOString(), spread: form.spread};
  const sent = {body: file, type: 'application/octet-stream', timeout: SLOW};
  useEffect(() => {
    let gone = false;
    if (file) {
      setProblem();
      ask('POST', withQuery('/batches/check', query), sent)
        .then(({data}) => gone || setFound(data), (failure) => gone || (setFound(), setProblem(failure)));
    }
    return () => {
      gone = true;
    };
  }, [file, form, lang()]);
  const choose = (next) => {
    setFound();
    setProblem();
    setFile(next);
  };
  const send = async () => {
    const {data} = await ask('POST', withQuery('/batches', query), sent);
    go(['batches', data.id]);
  };
  return html`<${Card}>
    <div class=${'drop' + (over ? ' over' : '')} onDragOver=${(event) => {
    event.preventDefault();
    setOver(true);
  }} onDragLeave=${() => setOver(false)} onDrop=${(event) => {
    event.preventDefault();
    setOver(false);
    choose(event.dataTransfer.files[0]);
  }}><input id="file" class="unseen" type="file" accept=".csv,.tsv,.txt,.json,.jsonl,.ndjson,.xml" onInput=${(event) => choose(event.target.files[0])} />
      <label for="file" class="button">${t('bat.choose')}</label><span>${t('bat.drop')}</span><small>${t('bat.kinds')}</small></div>
    <${Objection} problem=${problem} />
    ${file && !found && !problem && html`<p class="wait" role="status">${t('waiting')}</p>`}
    ${found && html`<h2>${file.name}</h2>${found.unreadable ? html`<p class="box bad" role="alert">${found.unreadable}</p>` : html`<${Report} of=${found} />
      <div class="pair"><${Field} label=${t('bat.at')} type="datetime-local" value=${form.at} onInput=${(at) => setForm({...form, at})} note=${t('bat.at.note')} />
        <${Field} label=${t('bat.spread')} options=${SPREADS.map((one) => [one, t('bat.spread.' + (one || 'none'))])} value=${form.spread} onInput=${(spread) => setForm({...form, spread})} /></div>
      <div class="row"><${Button} kind="primary" need="sender" disabled=${!found.good} onClick=${send}>${t(form.at ? 'bat.plan' : 'bat.send', {n: found.messages})}<//>
        <${Button} onClick=${() => choose()}>${t('cancel')}<//></div>`}`}
  <//>`;
}

/** What would become of a file. */
function Report({of}) {
  return html`<div role="status" class="figures">${[['good', of.good], ['bad', of.bad], ['again', of.repeated], ['sms', of.segments]].map(([name, value]) => html`<div class="figure" key=${name}><b>${num(value)}</b><span>${t('bat.' + name)}</span></div>`)}</div>
    ${of.bad > 0 && html`<p class="box warn">${t('bat.mend')}</p><${Table} caption=${t('bat.bad')} rows=${of.errors} rowKey=${(one) => one.row + one.field} columns=${[
    [t('bat.row'), 'row', 'num'],
    [t('bat.line'), 'line', 'num'],
    [t('to'), 'to'],
    [t('bat.cell'), (one) => html`<b>${one.field}</b>`],
    [t('bat.problem'), 'problem'],
  ]} />${of.bad > of.errors.length && html`<p>${t('bat.more', {n: of.bad - of.errors.length})}</p>`}`}
    <${Table} caption=${t('account')} rows=${Object.entries(of.accounts)} rowKey=${([id]) => id} empty=${t('nothing')} columns=${[
    [t('account'), ([id]) => id],
    [t('nav.messages'), ([, one]) => num(one.messages), 'num'],
    [t('bat.sms'), ([, one]) => num(one.segments), 'num'],
    [t('bat.cost'), ([id]) => (of.forecast[id]?.cost ? money(of.forecast[id].cost, of.forecast[id].currency) : '–'), 'num'],
    [t('bat.end'), ([id]) => when(of.forecast[id]?.endsAt)],
  ]} />`;
}

function One({id}) {
  const poll = usePoll('/batches/' + encodeURIComponent(id), 1000);
  const of = poll.data;
  if (poll.problem?.status === 404) {
    return html`<${Gone} page="batches" />`;
  }
  return html`<${Page} title=${of?.name || t('batch')} poll=${poll} actions=${of && html`<${Steer} of=${of} reload=${poll.reload} />`}>
    ${() => html`<${Card}>
      <p><${State} of=${of} /></p><div><${Far} of=${of} /></div>
      <div class="figures">${['rows', 'taken', 'messages', 'rejected', 'repeated', 'accepted', 'dead', 'cancelled'].map((name) => html`<div class="figure" key=${name}><b>${num(of[name])}</b><span>${has('bat.n.' + name) ? t('bat.n.' + name) : name}</span></div>`)}</div>
      <div class="row"><${Get} of=${of} what="result" ready=${of.rows !== undefined && of.position >= of.rows} /><${Get} of=${of} what="rejected" ready=${of.rejected && of.position >= of.rows} /><${Get} of=${of} what="final" ready=${of.finishedAt} />
        ${linked(t('nav.messages'), 'messages', {batch: of.id}, 'button')}${of.dead > 0 && linked(t('nav.dead'), 'dead', {batch: of.id}, 'button')}
        ${of.rejected > 0 && html`<p>${t('bat.again.text')} ${linked(t('bat.again.link'), 'batches')}</p>`}</div>
      <${Facts} of=${[['Id', of.id], [t('bat.folder'), of.folder], [t('bat.created'), when(of.createdAt)], [t('bat.at'), of.sendAt && when(of.sendAt)], [t('op.end'), of.finishedAt && when(of.finishedAt)]]} />
      ${of.interventions && html`<ul class="list">${of.interventions.map((one, i) => html`<li key=${i}><${Time} at=${one.at} /> ${word('deed', one.deed)} ${one.who}: ${num(one.messages)} ${one.why}</li>`)}</ul>`}
    <//>`}
  <//>`;
}

const Get = ({of, what, ready}) => html`<${Button} disabled=${!ready} onClick=${() => download(`/batches/${of.id}/${what}`, of.name.replace(/(\.\w+)?$/, '.' + what + '.csv'))}>${t('bat.get.' + what)}<//>`;

function Steer({of, reload}) {
  const does = async (verb) => {
    const {gone} = await post(`/batches/${of.id}/${verb}`);
    toast(t('bat.did.' + verb, {gone: gone || 0}));
    reload();
  };
  const open = ['PREPARING', 'WAITING', 'RUNNING', 'SENDING'].includes(of.state);
  return open && html`${of.paused ? html`<${Button} kind="primary" need="operator" onClick=${() => does('resume')}>${t('resume')}<//>`
    : of.state !== 'SENDING' && html`<${Button} need="operator" onClick=${() => does('pause')}>${t('pause')}<//>`}
    <${Sure} onYes=${() => does('cancel')} ask=${{title: t('bat.cancel'), text: t('bat.cancel.text', {gone: of.accepted, left: of.rows === undefined ? '?' : of.rows - of.taken + (of.messages - of.ended)}), need: 'operator', kind: 'danger'}} />`;
}
