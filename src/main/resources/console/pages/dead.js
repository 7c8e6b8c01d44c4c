import {html, useState} from '../lib/dom.js';
import {ask, usePoll, withQuery} from '../lib/api.js';
import {link} from '../lib/router.js';
import {num, span, t, when, word} from '../lib/words.js';
import {Act} from '../ui/act.js';
import {Letters, useLetters} from '../ui/letters.js';
import {Asked, Badge, Button, Dialog, Empty, Field, Objection, Page, Table, toast} from '../ui/parts.js';
import {Demo, Filters, inSandbox, Operations, SendOne, useAccounts} from '../ui/work.js';

const REASONS = ['UNKNOWN', 'REFUSED', 'EXPIRED', 'EXHAUSTED', 'MALFORMED', 'REFERENCE_CONFLICT', 'UNKNOWN_ACCOUNT', 'ACCOUNT_DISABLED'];

export default function Dead({query}) {
  const groups = usePoll('/v1/dead-letters?group=reason,account,detail', 5000);
  const total = groups.data?.total;
  return html`<${Page} title=${t('nav.dead')} at=${groups.at} problem=${groups.data && groups.problem}><${Asked} poll=${groups}>${(data) => (total
    ? html`<${Groups} of=${data.groups} reload=${groups.reload} open=${!Object.keys(query).length} /><${List} key=${JSON.stringify(query)} query=${query} />`
    : html`<${Empty}><h2>${t('dead.none')}</h2><p>${t('dead.none.text')}</p><${Try} /><//><${Last} />`)}<//><//>`;
}

/** In the sandbox: how to get one. */
const Try = () => (inSandbox() ? html`<p>${t('dead.none.try')}</p><${SendOne} to="+393330000400" /><${Demo} />` : null);

function Last() {
  const ops = usePoll('/v1/operations?limit=20', 10000);
  return html`<section class="card"><h2>${t('dead.last')}</h2><${Asked} poll=${ops}>${(data) => html`<${Operations} of=${data.operations.filter((one) => !one.dryRun).slice(0, 10)} />`}<//></section>`;
}

function Groups({of, reload, open}) {
  const [noting, setNoting] = useState();
  return html`<details class="card" open=${open}><summary><h2>${t('dead.groups', {n: of.length})}</h2></summary>
    <${Table} caption=${t('dead.groups', {n: of.length})} rows=${of} rowKey=${(one) => one.key} columns=${[
    {name: t('reason'), cell: (one) => html`<${Badge} of=${one.reason} kind=${one.reason === 'UNKNOWN' ? 'warn' : 'bad'} />`},
    {name: t('account'), cell: (one) => one.account || '–'},
    {name: t('detail'), cell: (one) => html`<a href=${link('dead', {reason: one.reason, account: one.account, detail: one.detail})}>${one.detail || word('state', one.reason)}</a>`},
    {name: t('dead.count'), number: true, cell: (one) => num(one.count)},
    {name: t('dead.ages'), cell: (one) => html`<span title=${when(one.oldest) + ' – ' + when(one.newest)}>${[...new Set([span(one.oldest), span(one.newest)])].map((age) => html`<span class="badge" key=${age}>${age}</span> `)}</span>`},
    {name: t('dead.note'), cell: (one) => html`${one.note ? html`<span>${one.note.text} <small>${one.note.who}, ${when(one.note.at)}</small></span> ` : null}
      <${Button} kind="small" need="operator" aria-label=${t('dead.note.of', {group: word('state', one.reason) + ' ' + one.account})} onClick=${() => setNoting(one)}>✎<//>`},
  ]} /></details>
    ${noting ? html`<${Note} of=${noting} onClose=${() => {
    setNoting();
    reload();
  }} />` : null}`;
}

function Note({of, onClose}) {
  const [text, setText] = useState(of.note?.text || '');
  const [problem, setProblem] = useState();
  return html`<${Dialog} title=${t('dead.note')} onClose=${onClose}><form onSubmit=${async (event) => {
    event.preventDefault();
    try {
      await ask('PUT', `/v1/dead-letters/groups/${of.key}/note`, {body: {text: text.trim()}});
      onClose();
    } catch (failure) {
      setProblem(failure);
    }
  }}><${Objection} problem=${problem} /><${Field} label=${t('dead.note')} value=${text} onInput=${setText} maxlength="500" placeholder=${t('dead.note.like')} />
    <footer><button type="submit" class="primary">${t('save')}</button></footer></form><//>`;
}

function List({query}) {
  const letters = useLetters(query);
  const counts = usePoll(withQuery('/v1/dead-letters', {...query, group: 'reason'}), 5000);
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
    {name: 'reason', label: t('reason'), options: [['', t('all')], ...REASONS.map((one) => [one, word('state', one)])]},
    {name: 'account', label: t('account'), options: useAccounts()},
    {name: 'to', label: t('number'), type: 'tel'},
    {name: 'q', label: t('dead.words')},
    {name: 'batch', label: t('batch')},
    {name: 'since', label: t('since'), type: 'datetime-local'},
    {name: 'until', label: t('until'), type: 'datetime-local'},
  ]} />
    <section class="card"><div class="row acts">
      <label class="tick"><input type="checkbox" checked=${all} onInput=${(event) => setAll(event.target.checked)} /> ${t('dead.all', {n: total})}</label>
      <span role="status">${t('dead.ticked', {n})}</span>
      <div class="actions">${['redrive', 'settle', 'discard'].map((kind) => html`<${Button} key=${kind} kind=${kind === 'redrive' ? 'primary' : kind === 'discard' ? 'danger' : ''}
        need="operator" disabled=${!n} onClick=${() => setAct(kind)}>${word('kind', kind)}…<//>`)}<${Button} onClick=${refresh}>${t('refresh')}<//></div></div>
      ${letters.at ? html`<${Letters} letters=${letters} total=${total} ticked=${ticked} tick=${tick} all=${all} />` : html`<p class="wait">${t('waiting')}</p>`}
    </section>
    ${act ? html`<${Act} kind=${act} target=${target} onClose=${() => setAct()} />` : null}`;
}
