import {html, useState} from '../lib/dom.js';
import {ask, usePoll, withQuery} from '../lib/api.js';
import {num, span, t, when, word} from '../lib/words.js';
import {Act} from '../ui/act.js';
import {Letters, useLetters} from '../ui/letters.js';
import {Asked, Badge, Button, Card, Confirm, Empty, Field, linked, Page, Table} from '../ui/parts.js';
import {Demo, Filters, inSandbox, Operations, SendOne, useAccounts} from '../ui/work.js';

const REASONS = ['UNKNOWN', 'REFUSED', 'EXPIRED', 'EXHAUSTED', 'MALFORMED', 'REFERENCE_CONFLICT', 'UNKNOWN_ACCOUNT', 'ACCOUNT_DISABLED'];

export default function Dead({query}) {
  const groups = usePoll('/dead-letters?group=reason,account,detail', 5000);
  const total = groups.data?.total;
  return html`<${Page} key=${JSON.stringify(query)} title=${t('nav.dead')} poll=${groups}>${(data) => (total
    ? html`<${Groups} of=${data.groups} reload=${groups.reload} open=${!Object.keys(query).length} /><${List} query=${query} />`
    : html`<${Empty}><h2>${t('dead.none')}</h2><p>${t('dead.none.text')}</p><${Try} /><//><${Last} />`)}<//>`;
}

/** In the sandbox: how to get one. */
const Try = () => inSandbox() && html`<p>${t('dead.none.try')}</p><${SendOne} to="+393330000400" /><${Demo} />`;

function Last() {
  const ops = usePoll('/operations?limit=20', 10000);
  return html`<${Card} title=${t('dead.last')}><${Asked} poll=${ops}>${(data) => html`<${Operations} of=${data} most=${10} />`}<//><//>`;
}

function Groups({of, reload, open}) {
  const [noting, setNoting] = useState();
  return html`<details class="card" open=${open}><summary><h2>${t('dead.groups', {n: of.length})}</h2></summary>
    <${Table} caption=${t('dead.groups', {n: of.length})} rows=${of} rowKey="key" columns=${[
    [t('why'), (one) => html`<${Badge} of=${one.reason} kind=${one.reason === 'UNKNOWN' ? 'warn' : 'bad'} />`],
    [t('account'), (one) => one.account || '–'],
    [t('detail'), (one) => linked(one.detail || word('state', one.reason), 'dead', {reason: one.reason, account: one.account, detail: one.detail})],
    [t('dead.count'), 'count', 'num'],
    [t('dead.ages'), (one) => html`<span title=${when(one.oldest) + ' – ' + when(one.newest)}>${[...new Set([span(one.oldest), span(one.newest)])].map((age) => html`<span class="badge" key=${age}>${age}</span> `)}</span>`],
    [t('dead.note'), (one) => html`${one.note && html`<span>${one.note.text} <small>${one.note.who}, ${when(one.note.at)}</small></span> `}
      <${Button} kind="small" need="operator" aria-label=${t('dead.note.of', {group: word('state', one.reason) + ' ' + one.account})} onClick=${() => setNoting(one)}>✎<//>`],
  ]} /></details>
    ${noting && html`<${Note} of=${noting} onClose=${() => {
    setNoting();
    reload();
  }} />`}`;
}

function Note({of, onClose}) {
  const [text, setText] = useState(of.note?.text || '');
  return html`<${Confirm} ask=${{title: t('dead.note'), yes: t('save')}} onClose=${onClose}
    onYes=${() => ask('PUT', `/dead-letters/groups/${of.key}/note`, {body: {text: text.trim()}})}>
    <${Field} label=${t('dead.note')} value=${text} onInput=${setText} maxlength="500" placeholder=${t('dead.note.like')} autofocus /><//>`;
}

function List({query}) {
  const letters = useLetters(query);
  const counts = usePoll(withQuery('/dead-letters', {...query, group: 'reason'}), 5000);
  const [ticked, setTicked] = useState(new Set());
  const [all, setAll] = useState(false);
  const [act, setAct] = useState();
  const total = counts.data?.total ?? letters.rows.length;
  const n = all ? total : ticked.size;
  const tick = (id, on) => {
    const next = new Set(ticked);
    next[on ? 'add' : 'delete'](id);
    setTicked(next);
  };
  const target = all ? {filter: query, total} : {letters: letters.rows.filter((one) => ticked.has(one.id))};
  const refresh = () => {
    setTicked(new Set());
    setAll(false);
    letters.reload();
    counts.reload();
  };
  return html`<${Filters} page="dead" query=${query} fields=${[
    ['reason', t('why'), {options: [['', t('all')], ...REASONS.map((one) => [one, word('state', one)])]}],
    ['account', t('account'), {options: useAccounts()}],
    ['to', t('number'), {type: 'tel'}],
    ['q', t('words')],
    ['batch', t('batch')],
  ]} />
    <${Card}><div class="row acts">
      <label class="tick"><input type="checkbox" checked=${all} onInput=${(event) => setAll(event.target.checked)} /> ${t('dead.all', {n: total})}</label>
      <span role="status">${t('dead.ticked', {n})}</span>
      <div class="actions">${['redrive', 'settle', 'discard'].map((kind) => html`<${Button} key=${kind} kind=${kind === 'redrive' ? 'primary' : kind === 'discard' ? 'danger' : ''}
        need="operator" disabled=${!n} onClick=${() => setAct(kind)}>${word('kind', kind)}…<//>`)}<${Button} onClick=${refresh}>${t('refresh')}<//></div></div>
      ${letters.at ? html`<${Letters} letters=${letters} total=${total} ticked=${ticked} tick=${tick} all=${all} />` : html`<p class="wait">${t('waiting')}</p>`}
    <//>
    ${act && html`<${Act} kind=${act} target=${target} onClose=${() => setAct()} />`}`;
}
