import {html, useState} from '../lib/dom.js';
import {get, may, save, usePoll, withQuery} from '../lib/api.js';
import {link} from '../lib/router.js';
import {t, word} from '../lib/words.js';
import {Asked, Badge, Button, Card, Facts, Gone, linked, Page, Table, Time, time} from '../ui/parts.js';
import {CancelOperation, deed, Filters, Operations, Outcomes, Pages, Progress} from '../ui/work.js';

/** Operations and the audit trail; or one operation. */
export default function Activity({path: [id], query}) {
  return id ? html`<${One} key=${id + query.outcome + query.before} id=${id} query=${query} />` : html`<${All} key=${JSON.stringify(query)} query=${query} />`;
}

function All({query}) {
  const ops = usePoll('/operations?limit=20', 3000);
  return html`<${Page} title=${t('nav.activity')} poll=${ops}>
    <${Card} title=${t('ops')}><${Asked} poll=${ops}>${(data) => html`<${Operations} of=${data} />`}<//><//>
    <h2>${t('audit')}</h2>
    ${may('admin') ? html`<${Audit} query=${query} />` : html`<p>${t('needs.role', {role: t('role.admin')})}</p>`}
  <//>`;
}

function Audit({query}) {
  const poll = usePoll(withQuery('/audit', {limit: 50, ...query}), query.before ? 0 : 10000);
  const columns = [
    [t('op.when'), time('at')],
    [t('op.who'), (one) => html`${one.who} <small>${one.from}</small>`],
    [t('audit.action'), 'action'],
    [t('audit.subject'), 'subject'],
    [t('why'), 'why'],
    [t('detail'), (one) => Object.entries(one.details).map(([name, value]) => name + ' ' + (typeof value === 'string' ? value : JSON.stringify(value))).join(', ')],
  ];
  return html`<${Filters} page="activity" query=${query} fields=${[
    ['who', t('op.who')], ['action', t('audit.action'), {placeholder: 'operation'}], ['subject', t('audit.subject')],
  ]}><${Button} onClick=${() => exported(query)}>${t('audit.export')}<//><${Chain} /><//>
    <${Asked} poll=${poll}>${(data) => html`<${Table} caption=${t('audit')} rows=${data.entries} rowKey="number" columns=${columns} />
      <${Pages} page="activity" query=${query} next=${data.next} />`}<//>`;
}

/** Whether nobody has changed the trail. */
function Chain() {
  const [found, setFound] = useState();
  return html`<${Button} onClick=${async () => setFound(await get('/audit/verify'))}>${t('audit.verify')}<//>
    <span role="status">${found && html`<span class=${'badge ' + (found.whole ? 'good' : 'bad')}>${found.whole
    ? t('audit.whole', {first: found.first, last: found.last}) : t('audit.broken', {at: found.at}) + ' ' + found.problem}</span>`}</span>`;
}

const FIELDS = ['number', 'at', 'who', 'role', 'from', 'action', 'subject', 'why', 'details', 'hash'];

/** Entries as CSV. A field that a spreadsheet would take for a formula has an apostrophe in front. */
const cell = (value) => {
  const text = value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
  return '"' + (/^[=+\-@\t\r]/.test(text) ? "'" + text : text).replaceAll('"', '""') + '"';
};

async function exported(query) {
  const lines = [FIELDS.join(',')];
  let before;
  do {
    const page = await get(withQuery('/audit', {...query, limit: 1000, before}));
    page.entries.forEach((one) => lines.push(FIELDS.map((name) => cell(one[name])).join(',')));
    before = page.next;
  } while (before);
  save(new Blob([lines.join('\r\n') + '\r\n'], {type: 'text/csv'}), 'audit.csv');
}

function One({id, query}) {
  const poll = usePoll(withQuery('/operations/' + encodeURIComponent(id), {limit: 50, ...query}), 1000);
  if (poll.problem?.status === 404) {
    return html`<${Gone} page="activity" />`;
  }
  const of = poll.data;
  const open = of && (of.state === 'WAITING' || of.state === 'RUNNING');
  return html`<${Page} title=${of ? deed(of) : t('op.what')} poll=${poll} actions=${open && html`<${CancelOperation} one=${of} reload=${poll.reload} />`}>
    ${() => html`<${Card}>
      <p><${Badge} group="op" of=${of.state} /></p><div><${Progress} one=${of} /></div>
      <div class="two even"><${Facts} of=${[
    [t('op.who'), of.who], [t('why'), of.why], [t('op.asked'), Object.entries(of.asked).map(([name, value]) => name + ' ' + value).join(', ') || t('all')],
    [t('act.valid'), of.validFor], [t('op.when'), html`<${Time} at=${of.createdAt} />`], [t('op.end'), of.endedAt && html`<${Time} at=${of.endedAt} />`],
  ]} />
      <div class="form"><h2>${t('op.became')}</h2><${Outcomes} of=${of.outcomes} /></div></div><//>
      <div class="row" role="group" aria-label=${t('op.became')}>${['', ...Object.keys(of.outcomes)].map((one) => html`<a class="button" key=${one} aria-current=${(query.outcome || '') === one || undefined}
        href=${link(['activity', id], {outcome: one})}>${one ? word('item', one) : t('all')}</a>`)}</div>
      <${Table} caption=${t('op.messages')} rows=${of.items} rowKey="position" columns=${[
    ['#', 'position', 'num'],
    [t('msg'), (one) => linked(one.id, ['messages', one.id])],
    [t('op.became'), (one) => (one.outcome ? word('item', one.outcome) : t('op.turn'))],
    [t('op.when'), time('at')],
  ]} /><${Pages} page=${['activity', id]} query=${query} next=${of.next} />`}
  <//>`;
}
