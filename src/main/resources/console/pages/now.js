import {html} from '../lib/dom.js';
import {post, usePoll} from '../lib/api.js';
import {link} from '../lib/router.js';
import {money, num, span, t, when} from '../lib/words.js';
import {Bars} from '../ui/chart.js';
import {Badge, Button, Card, Copy, Empty, KINDS, linked, Page, Table, toast} from '../ui/parts.js';
import {needWords} from '../ui/shell.js';
import {Demo, SendOne} from '../ui/work.js';

const account = (id) => link(['accounts', id]);
const accounts = () => link('accounts');
const admin = () => link('admin');

/** Where somebody puts something right: [what the link says, address]. */
const WAY = {
  parked: ['now.edit', account],
  'account-disabled': ['now.edit', account],
  'account-gone': ['now.look', accounts],
  'accounts-file': ['now.look', accounts],
  'other-accounts': ['now.look', accounts],
  'dead-letters': ['now.mend', (reason) => link('dead', {reason: reason === 'none' ? '' : reason})],
  batch: ['now.look', (id) => link(['batches', id])],
  credit: ['now.look', account],
  package: ['now.look', account],
  'no-alert-receivers': ['now.look', admin],
  'alert-receiver': ['now.look', admin],
};

const order = (what) => (id) => `/accounts/${encodeURIComponent(id)}/${what}`;

/** What mends something at once: [what the button says, path that is posted to]. */
const MEND = {
  hold: ['resume', () => '/hold/resume'],
  retention: ['resume', () => '/retention/resume'],
  parked: ['acc.unpark', order('unpark')],
  paused: ['resume', order('resume')],
};

export default function Now() {
  const poll = usePoll('/overview', 3000);
  return html`<${Page} title=${t('nav.now')} poll=${poll}>${(seen) => html`
    <${Card} title=${t('now.todo')}>${seen.needs.length
    ? html`<ul class="list">${seen.needs.map((need) => html`<${Need} key=${need.kind + need.subject} need=${need} reload=${poll.reload} />`)}</ul>`
    : html`<p class="box good">${t('now.well')}</p>`}<//>
    <${Card} title=${t('nav.accounts')}><${Accounts} of=${seen.accounts} /><//>
    ${seen.day.bars.some((bar) => bar.taken) ? html`<div class="two even">
      ${['hour', 'day'].map((name) => html`<section class="card" key=${name}><${Chart} name=${name} of=${seen[name]} /></section>`)}</div>`
    : html`<${Empty}><h2>${t('now.none')}</h2><${SendOne} /><${Demo} /><p>${t('now.curl')}</p><${Copy} text=${
      `curl -H 'Authorization: Bearer TOKEN' -H 'Content-Type: application/json' -d '{"to": "+393330000001", "text": "Ciao"}' ${location.origin}/v1/messages`} /><//>`}`}<//>`;
}

function Need({need, reload}) {
  const [mend, path] = MEND[need.kind] || [];
  const [way, to] = WAY[need.kind] || [];
  return html`<li class=${'box between ' + (KINDS[need.severity] || '')}>
    <div><b>${needWords(need)}</b>${need.reason && html` <span>${need.reason}</span>`}<br /><small>${[
    need.since && t('now.since', {time: when(need.since), age: span(need.since)}),
    need.messages && need.kind !== 'dead-letters' ? t('now.wait', {n: need.messages}) : '',
    need.oldest && need.oldest !== need.since && t('now.oldest', {age: span(need.oldest)}),
    need.nextProbe && t('now.probe', {time: when(need.nextProbe)}),
  ].filter(Boolean).join(' · ')}</small></div>
    <div class="row">${to && html`<a class="button" href=${to(need.subject)}>${t(way)}</a>`}
    ${path && html`<${Button} need="operator" onClick=${async () => {
    await post(path(need.subject));
    toast(t('now.done'));
    reload();
  }}>${t(mend)}<//>`}</div></li>`;
}

const Accounts = ({of}) => html`<${Table} caption=${t('nav.accounts')} rows=${of} empty=${t('acc.none')} columns=${[
  [t('account'), (one) => linked(one.description || one.id, ['accounts', one.id])],
  [t('state'), (one) => html`<${Badge} of=${one.state} /> <small>${one.reason}</small>`],
  [t('acc.waiting'), (one) => linked(num(one.waiting), 'messages', {account: one.id}), 'num'],
  [t('now.age'), (one) => (one.oldest ? span(one.oldest) : '–'), 'num'],
  [t('now.rate'), (one) => num(one.perSecond, {maximumFractionDigits: 1}) + (one.limitPerSecond ? ' / ' + num(one.limitPerSecond) : ''), 'num'],
  ['p95', (one) => (one.p95Millis === undefined ? '–' : num(one.p95Millis) + ' ms'), 'num'],
  [t('state.ACCEPTED'), 'accepted', 'num'],
  [t('state.DELIVERED'), (one) => num(one.deliveredShare, {style: 'percent'}), 'num'],
  [t('state.DEAD'), (one) => (one.dead ? linked(num(one.dead), 'dead', {account: one.id}) : '0'), 'num'],
  [t('acc.credit'), (one) => (one.credit ? (one.credit.currency ? money(one.credit.value, one.credit.currency) : one.credit.value) : '–'), 'num'],
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
