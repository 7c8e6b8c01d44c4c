import {html, useState} from '../lib/dom.js';
import {get, may, save, usePoll, withQuery} from '../lib/api.js';
import {link} from '../lib/router.js';
import {num, t, word} from '../lib/words.js';
import {Asked, Badge, Button, Page, Table, Time} from '../ui/parts.js';
import {CancelOperation, deed, Filters, Operations, Outcomes, Pages, Progress} from '../ui/work.js';

/** Operations and the audit trail; or one operation. */
export default function Activity({path: [id], query}) {
  return id ? html`<${One} key=${id + query.outcome + query.before} id=${id} query=${query} />` : html`<${All} query=${query} />`;
}

function All({query}) {
  const ops = usePoll('/v1/operations?limit=20', 3000);
  return html`<${Page} title=${t('nav.activity')} at=${ops.at} problem=${ops.data && ops.problem}>
    <section class="card"><h2>${t('ops')}</h2><${Asked} poll=${ops}>${(data) => html`<${Operations} of=${data.operations.filter((one) => !one.dryRun)} />`}<//></section>
    <h2>${t('audit')}</h2>
    ${may('admin') ? html`<${Audit} key=${JSON.stringify(query)} query=${query} />` : html`<p>${t('needs.role', {role: t('role.admin')})}</p>`}
  <//>`;
}

function Audit({query}) {
  const poll = usePoll(withQuery('/v1/audit', {limit: 50, ...query}), query.before ? 0 : 10000);
  const columns = [
    {name: t('op.when'), cell: (one) => html`<${Time} at=${one.at} />`},
    {name: t('op.who'), cell: (one) => html`${one.who} <small>${one.from}</small>`},
    {name: t('audit.action'), cell: (one) => one.action},
    {name: t('audit.subject'), cell: (one) => one.subject},
    {name: t('why'), cell: (one) => one.why},
    {name: t('detail'), cell: (one) => Object.entries(one.details).map(([name, value]) => name + ' ' + (typeof value === 'string' ? value : JSON.stringify(value))).join(', ')},
  ];
  return html`<${Filters} page="activity" query=${query} fields=${[
    {name: 'who', label: t('op.who')}, {name: 'action', label: t('audit.action'), placeholder: 'operation'}, {name: 'subject', label: t('audit.subject')},
    {name: 'since', label: t('since'), type: 'datetime-local'}, {name: 'until', label: t('until'), type: 'datetime-local'},
  ]}><${Button} onClick=${() => exported(query)}>${t('audit.export')}<//><${Chain} /><//>
    <${Asked} poll=${poll}>${(data) => html`<${Table} caption=${t('audit')} rows=${data.entries} rowKey=${(one) => one.number} columns=${columns} />
      <${Pages} page="activity" query=${query} next=${data.next} />`}<//>`;
}

/** Whether nobody has changed the trail. */
function Chain() {
  const [found, setFound] = useState();
  return html`<${Button} onClick=${async () => setFound(await get('/v1/audit/verify'))}>${t('audit.verify')}<//>
    <span role="status">${found ? html`<span class=${'badge ' + (found.whole ? 'good' : 'bad')}>${found.whole
    ? t('audit.whole', {first: found.first, last: found.last}) : t('audit.broken', {at: found.at}) + ' ' + found.problem}</span>` : null}</span>`;
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
    const page = await get(withQuery('/v1/audit', {...query, limit: 1000, before}));
    page.entries.forEach((one) => lines.push(FIELDS.map((name) => cell(one[name])).join(',')));
    before = page.next;
  } while (before);
  save(new Blob([lines.join('\r\n') + '\r\n'], {type: 'text/csv'}), 'audit.csv');
}

function One({id, query}) {
  const poll = usePoll(withQuery('/v1/operations/' + encodeURIComponent(id), {limit: 50, ...query}), 1000);
  if (poll.problem?.status === 404) {
    return html`<${Page} title=${t('none.such')}><p>${t('none.such.text')} <a href=${link('activity')}>${t('nav.activity')}</a></p><//>`;
  }
  const of = poll.data;
  const open = of && (of.state === 'WAITING' || of.state === 'RUNNING');
  return html`<${Page} title=${of ? deed(of) : t('op.what')} at=${poll.at} problem=${of && poll.problem} actions=${open ? html`<${CancelOperation} one=${of} reload=${poll.reload} />` : null}>
    <${Asked} poll=${poll}>${() => html`<section class="card">
      <p><${Badge} group="op" of=${of.state} /></p><div><${Progress} one=${of} /></div>
      <div class="two even"><dl class="facts">${[
    [t('op.who'), of.who], [t('why'), of.why], [t('op.asked'), Object.entries(of.asked).map(([name, value]) => name + ' ' + value).join(', ') || t('all')],
    [t('op.valid'), of.validFor], [t('op.when'), html`<${Time} at=${of.createdAt} />`], [t('op.end'), of.endedAt && html`<${Time} at=${of.endedAt} />`],
  ].filter(([, value]) => value).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
      <div><h2>${t('op.became')}</h2><${Outcomes} of=${of.outcomes} /></div></div></section>
      <div class="row" role="group" aria-label=${t('op.became')}>${['', ...Object.keys(of.outcomes)].map((one) => html`<a class="button" key=${one} aria-current=${(query.outcome || '') === one || undefined}
        href=${link(['activity', id], {outcome: one})}>${one ? word('item', one) : t('all')}</a>`)}</div>
      <${Table} caption=${t('op.messages')} rows=${of.items} rowKey=${(one) => one.position} columns=${[
    {name: '#', number: true, cell: (one) => num(one.position)},
    {name: t('op.message'), cell: (one) => html`<a href=${link(['messages', one.id])}>${one.id}</a>`},
    {name: t('op.became'), cell: (one) => (one.outcome ? word('item', one.outcome) : t('op.turn'))},
    {name: t('op.when'), cell: (one) => html`<${Time} at=${one.at} />`},
  ]} /><${Pages} page=${['activity', id]} query=${query} next=${of.next} />`}<//>
  <//>`;
}
