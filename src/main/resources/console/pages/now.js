import {html} from '../lib/dom.js';
import {post, usePoll} from '../lib/api.js';
import {link} from '../lib/router.js';
import {money, num, span, t, when} from '../lib/words.js';
import {Bars} from '../ui/chart.js';
import {Asked, Badge, Button, Copy, Empty, Page, Table, toast} from '../ui/parts.js';
import {needWords} from '../ui/shell.js';
import {Demo, SendOne} from '../ui/work.js';

const KINDS = {critical: 'bad', error: 'bad', warning: 'warn', info: ''};

/** What mends something at once: [what the button says, path that is posted to]. */
const MEND = {
  hold: () => ['now.resume', '/v1/hold/resume'],
  retention: () => ['now.resume', '/v1/retention/resume'],
  parked: (id) => ['now.unpark', `/v1/accounts/${encodeURIComponent(id)}/unpark`],
  paused: (id) => ['now.resume', `/v1/accounts/${encodeURIComponent(id)}/resume`],
};

/** Where somebody puts it right: [what the link says, address]. */
const WAY = {
  parked: (id) => ['now.edit', link(['accounts', id])],
  'account-disabled': (id) => ['now.edit', link(['accounts', id])],
  'account-gone': () => ['now.look', link('accounts')],
  'accounts-file': () => ['now.look', link('accounts')],
  'other-accounts': () => ['now.look', link('accounts')],
  'dead-letters': (reason) => ['now.mend', link('dead', {reason: reason === 'none' ? '' : reason})],
  batch: (id) => ['now.look', link(['batches', id])],
  credit: (id) => ['now.look', link(['accounts', id])],
  package: (id) => ['now.look', link(['accounts', id])],
  'no-alert-receivers': () => ['now.look', link('admin')],
  'alert-receiver': () => ['now.look', link('admin')],
};

export default function Now() {
  const poll = usePoll('/v1/overview', 3000);
  return html`<${Page} title=${t('nav.now')} at=${poll.at} problem=${poll.data && poll.problem}><${Asked} poll=${poll}>${(seen) => html`
    <section class="card"><h2>${t('now.todo')}</h2>${seen.needs.length
    ? html`<ul class="list">${seen.needs.map((need) => html`<${Need} key=${need.kind + need.subject} need=${need} reload=${poll.reload} />`)}</ul>`
    : html`<p class="box good">${t('now.well')}</p>`}</section>
    <section class="card"><h2>${t('now.accounts')}</h2><${Accounts} of=${seen.accounts} /></section>
    ${seen.day.bars.some((bar) => bar.taken) ? html`<div class="two even">
      ${['hour', 'day'].map((name) => html`<section class="card" key=${name}><${Chart} name=${name} of=${seen[name]} /></section>`)}</div>`
    : html`<${Empty}><h2>${t('now.none')}</h2><${SendOne} /><${Demo} /><p>${t('now.curl')}</p><${Copy} text=${
      `curl -H 'Authorization: Bearer TOKEN' -H 'Content-Type: application/json' -d '{"to": "+393330000001", "text": "Ciao"}' ${location.origin}/v1/messages`} /><//>`}`}<//><//>`;
}

function Need({need, reload}) {
  const [mend, path] = MEND[need.kind]?.(need.subject) || [];
  const [way, to] = WAY[need.kind]?.(need.subject) || [];
  return html`<li class=${'box between ' + KINDS[need.severity]}>
    <div><b>${needWords(need)}</b>${need.reason ? html` <span>${need.reason}</span>` : null}<br /><small>${[
    need.since && t('now.since', {time: when(need.since), age: span(need.since)}),
    need.messages && need.kind !== 'dead-letters' ? t('now.wait', {n: need.messages}) : '',
    need.oldest && need.oldest !== need.since && t('now.oldest', {age: span(need.oldest)}),
    need.nextProbe && t('now.probe', {time: when(need.nextProbe)}),
  ].filter(Boolean).join(' · ')}</small></div>
    <div class="row">${to ? html`<a class="button" href=${to}>${t(way)}</a>` : null}
    ${path ? html`<${Button} need="operator" onClick=${async () => {
    await post(path);
    toast(t('now.done'));
    reload();
  }}>${t(mend)}<//>` : null}</div></li>`;
}

const Accounts = ({of}) => html`<${Table} caption=${t('now.accounts')} rows=${of} rowKey=${(one) => one.id} empty=${t('accounts.none')} columns=${[
  {name: t('account'), cell: (one) => html`<a href=${link(['accounts', one.id])}>${one.description || one.id}</a>`},
  {name: t('state'), cell: (one) => html`<${Badge} of=${one.state} /> <small>${one.reason}</small>`},
  {name: t('now.waiting'), number: true, cell: (one) => html`<a href=${link('messages', {account: one.id})}>${num(one.waiting)}</a>`},
  {name: t('now.age'), number: true, cell: (one) => (one.oldest ? span(one.oldest) : '–')},
  {name: t('now.rate'), number: true, cell: (one) => num(one.perSecond, {maximumFractionDigits: 1}) + (one.limitPerSecond ? ' / ' + num(one.limitPerSecond) : '')},
  {name: 'p95', number: true, cell: (one) => (one.p95Millis === undefined ? '–' : num(one.p95Millis) + ' ms')},
  {name: t('state.ACCEPTED'), number: true, cell: (one) => num(one.accepted)},
  {name: t('state.DELIVERED'), number: true, cell: (one) => num(one.deliveredShare, {style: 'percent'})},
  {name: t('state.DEAD'), number: true, cell: (one) => (one.dead ? html`<a href=${link('dead', {account: one.id})}>${num(one.dead)}</a>` : '0')},
  {name: t('now.credit'), number: true, cell: (one) => (one.credit ? (one.credit.currency ? money(one.credit.value, one.credit.currency) : one.credit.value) : '–')},
]} />`;

/** Each bar leads to the messages that were taken in its time. */
function Chart({name, of}) {
  const bars = of.bars.map((bar) => {
    const at = new Date(bar.at);
    const until = new Date(at.getTime() + of.stepSeconds * 1000);
    return {name: at.toTimeString().slice(0, 5), values: bar, href: link('messages', {since: at.toISOString(), until: until.toISOString()})};
  });
  return html`<${Bars} title=${t('now.' + name)} bars=${bars} keys=${[
    {key: 'accepted', name: t('state.ACCEPTED'), kind: 'good'},
    {key: 'retried', name: t('now.retried'), kind: 'warn'},
    {key: 'dead', name: t('state.DEAD'), kind: 'bad'},
  ]} />`;
}
