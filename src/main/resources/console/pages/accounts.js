import {html, useEffect, useState} from '../lib/dom.js';
import {ask, may, post, usePoll} from '../lib/api.js';
import {go, link, setQuery} from '../lib/router.js';
import {money, num, t, when, word} from '../lib/words.js';
import {AccountForm, formOf} from '../ui/account.js';
import {Outcome} from '../ui/outcome.js';
import {Asked, Badge, Button, Confirm, Dialog, Empty, Field, Objection, Page, Table, Time, toast} from '../ui/parts.js';

export default function Accounts({path, query}) {
  if (path[0] === 'history') {
    return html`<${History} query=${query} />`;
  }
  if (path[0]) {
    return html`<${One} key=${path[0]} id=${path[0]} query=${query} />`;
  }
  return query.new === undefined ? html`<${List} />` : html`<${New} wire=${query.new} />`;
}

function List() {
  const poll = usePoll('/v1/accounts');
  const forms = usePoll('/v1/providers', 0).data?.providers || [];
  const credits = Object.fromEntries((usePoll('/v1/overview', 15000).data?.accounts || []).map((one) => [one.id, one.credit]));
  const credit = (of) => (of ? (of.currency ? money(of.value, of.currency) : of.value) : '–');
  const title = (account) => forms.find((one) => one.wire === account.wire)?.title || account.provider;
  return html`<${Page} title=${t('accounts.title')} at=${poll.at} problem=${poll.data && poll.problem} actions=${html`
      <a class="button" href=${link(['accounts', 'history'])}>${t('accounts.history')}</a>
      <${Button} need="admin" kind="primary" onClick=${() => go('accounts', {new: 'choose'})}>${t('accounts.new')}<//>`}>
    <${Asked} poll=${poll}>${(accounts) => accounts.length ? html`
      <div class="pair"><${Field} label=${t('accounts.default')} note=${t('accounts.default.note')} disabled=${!may('admin')}
        value=${accounts.find((one) => one.default)?.id || ''} options=${[...(accounts.some((one) => one.default) ? [] : [['', '–']]), ...accounts.map((one) => [one.id, one.description + ' (' + one.id + ')'])]}
        onInput=${async (account) => {
    try {
      await ask('PUT', '/v1/accounts/default', {body: {account}, version: poll.version});
      toast(t('accounts.default.set', {account}));
    } catch (problem) {
      toast(problem.words, 'bad');
    }
    poll.reload();
  }} /></div>
      <${Table} caption=${t('accounts.title')} rows=${accounts} rowKey=${(one) => one.id} columns=${[
    {name: t('accounts.description'), cell: (one) => html`<a href=${link(['accounts', one.id])}>${one.description || one.id}</a> ${one.default ? html`<span class="badge">${t('accounts.is.default')}</span>` : null}<br /><small>${one.id}</small>`},
    {name: t('accounts.type'), cell: title},
    {name: t('accounts.enabled'), cell: (one) => (one.enabled ? t('yes') : t('no'))},
    {name: t('accounts.state'), cell: (one) => html`<${Badge} of=${one.state} />${one.reason ? html`<br /><small>${one.reason}${one.until ? ', ' + t('accounts.until', {time: when(one.until)}) : ''}</small>` : null}`},
    {name: t('accounts.waiting'), number: true, cell: (one) => html`<a href=${link('messages', {account: one.id, state: 'QUEUED'})}>${num(one.waiting)}</a>`},
    {name: t('accounts.credit'), number: true, cell: (one) => credit(credits[one.id])},
  ]} />` : html`<div class="card"><${Empty}><h2>${t('accounts.none')}</h2><p>${t('accounts.none.text')}</p>
        <${Button} need="admin" kind="primary" onClick=${() => go('accounts', {new: 'choose'})}>${t('accounts.new')}<//><//></div>`}<//>
  <//>`;
}

function New({wire}) {
  const forms = usePoll('/v1/providers', 0);
  return html`<${Page} title=${t('accounts.new.title')}>
    <${Asked} poll=${forms}>${({providers, demo}) => {
    const form = providers.find((one) => one.wire === wire);
    return form
      ? html`<p>${t('accounts.provider')} <b>${form.title}</b> · <a href=${link('accounts', {new: 'choose'})}>${t('accounts.other')}</a></p>
        ${form.confidence === 'assumed' ? html`<p class="box warn">${t('accounts.assumed')}</p>` : null}
        ${demo ? html`<p class="box">${t('accounts.demo')}</p>` : null}
        <${AccountForm} key=${wire} form=${form} demo=${demo?.[wire]} onSaved=${(account, version, test) => go(['accounts', account.id], test ? {test: 1} : {})} />`
      : html`<p>${t('accounts.choose')}</p><div class="cards">${providers.map((one) => html`<a class="card" href=${link('accounts', {new: one.wire})}><h2>${one.title}</h2></a>`)}</div>`;
  }}<//>
  <//>`;
}

function One({id, query}) {
  const poll = usePoll('/v1/accounts/' + encodeURIComponent(id), 3000);
  const forms = usePoll('/v1/providers', 0);
  const others = (usePoll('/v1/accounts', 0).data || []).filter((one) => one.id !== id);
  const [base, setBase] = useState();
  const [open, setOpen] = useState();
  if (poll.problem?.code === 'account_not_found') {
    return html`<${Page} title=${id}><p class="box warn">${t('accounts.gone', {id})}</p><p><a href=${link('accounts')}>${t('accounts.title')}</a> · <a href=${link(['accounts', 'history'])}>${t('accounts.history')}</a></p><//>`;
  }
  const account = poll.data;
  // The form stays what it was while others change the account: saving tells.
  const shown = base || (account && {account, version: poll.version});
  if (!base && shown) {
    setBase(shown);
  }
  const form = shown && forms.data && formOf(forms.data.providers, shown.account);
  const path = '/v1/accounts/' + encodeURIComponent(id);
  const order = (what, body) => async () => {
    await post(path + '/' + what, body);
    poll.reload();
  };
  return html`<${Page} title=${account?.description || id} at=${poll.at} problem=${account && poll.problem} actions=${account && html`
      ${account.state === 'parked' ? html`<${Button} need="operator" onClick=${order('unpark')}>${t('accounts.unpark')}<//>` : null}
      ${account.state === 'paused' ? html`<${Button} need="operator" kind="primary" onClick=${order('resume')}>${t('accounts.resume')}<//>`
    : html`<${Button} need="operator" onClick=${() => setOpen('pause')}>${t('accounts.pause')}<//>`}
      ${account.waiting ? html`<${Button} need="operator" onClick=${() => setOpen('move')}>${t('accounts.move')}<//>` : null}
      <${Button} need="admin" kind="danger" disabled=${account.default} title=${account.default ? t('accounts.default.stays') : undefined} onClick=${() => setOpen('delete')}>${t('accounts.delete')}<//>`}>
    <${Asked} poll=${poll}>${() => html`<div class="two">
      <div class="form">${form ? html`<${AccountForm} key=${shown.version} form=${form} before=${shown.account} version=${shown.version}
        onTheirs=${(theirs, version) => setBase({account: theirs, version})}
        onSaved=${(saved, version, test) => {
    setBase({account: saved, version});
    setQuery({test: test ? 1 : ''});
    poll.reload();
  }} />` : null}</div>
      <div class="form">
        <section class="card"><h2>${t('accounts.how')}</h2><dl class="facts">
          <dt>${t('accounts.state')}</dt><dd><${Badge} of=${account.state} /></dd>
          ${account.reason ? html`<dt>${t('why')}</dt><dd>${account.reason}</dd>` : null}
          ${account.since ? html`<dt>${t('accounts.since')}</dt><dd><${Time} at=${account.since} /> ${account.pausedBy || ''}</dd>` : null}
          ${account.until ? html`<dt>${t('accounts.ends')}</dt><dd><${Time} at=${account.until} /></dd>` : null}
          ${account.nextProbe ? html`<dt>${t('accounts.probe')}</dt><dd><${Time} at=${account.nextProbe} /></dd>` : null}
          <dt>${t('accounts.waiting')}</dt><dd>${num(account.waiting)}</dd>
          <dt>Id</dt><dd><code>${account.id}</code></dd>
          ${account.default ? html`<dt>${t('accounts.default')}</dt><dd>${t('yes')}. ${t('accounts.default.stays')}</dd>` : null}
        </dl></section>
        <${Trial} path=${path} focus=${query.test} />
      </div></div>`}<//>
    ${open === 'pause' ? html`<${Pause} onClose=${() => setOpen()} onYes=${(body) => order('pause', body)()} />` : null}
    ${open === 'move' ? html`<${Move} id=${id} others=${others} waiting=${account.waiting} onClose=${() => setOpen()} />` : null}
    ${open === 'delete' ? html`<${Delete} path=${path} account=${account} version=${poll.version} others=${others} onClose=${() => setOpen()} />` : null}
  <//>`;
}

/** Sends a message by the account, or only looks whether one could be sent. */
function Trial({path, focus}) {
  const [to, setTo] = useState(sessionStorage.getItem('staffetta.test') || '');
  const [id, setId] = useState();
  const [check, setCheck] = useState();
  const [error, setError] = useState();
  useEffect(() => focus && document.getElementById('test-to').focus(), [focus]);
  return html`<section class="card"><h2>${t('accounts.test')}</h2><p class="hint">${t('accounts.test.text')}</p>
    <form onSubmit=${async (event) => {
    event.preventDefault();
    setError();
    setId();
    try {
      setId((await post(path + '/test', {to})).messages[0].id);
      sessionStorage.setItem('staffetta.test', to);
    } catch (problem) {
      setError(problem.words);
    }
  }}>
      <${Field} label=${t('accounts.test.to')} type="tel" placeholder="+39 333 0000001" value=${to} onInput=${setTo} error=${error} required id="test-to" />
      <footer><${Button} need="operator" onClick=${async () => setCheck(await post(path + '/check'))}>${t('accounts.check')}<//>
        <${Button} need="operator" kind="primary" type="submit">${t('accounts.test.go')}<//></footer>
    </form>
    ${id ? html`<${Outcome} key=${id} id=${id} />` : null}
    ${check ? html`<ul class="list" role="status">${check.checked.map((one) => html`<li><span class=${'badge ' + (one.ok ? 'good' : 'bad')}>${word('accounts.checked', one.what)}: ${t(one.ok ? 'accounts.ok' : 'accounts.not.ok')}</span> ${one.detail}</li>`)}</ul>
      <p class="hint">${t('accounts.check.note')}</p>` : null}
  </section>`;
}

function Pause({onClose, onYes}) {
  const [why, setWhy] = useState('');
  const [until, setUntil] = useState('');
  const [problem, setProblem] = useState();
  return html`<${Dialog} title=${t('accounts.pause')} onClose=${onClose}><form onSubmit=${async (event) => {
    event.preventDefault();
    try {
      await onYes({why, ...(until ? {until: new Date(until).toISOString()} : {})});
      onClose();
    } catch (failure) {
      setProblem(failure);
    }
  }}>
    <p>${t('accounts.pause.text')}</p><${Objection} problem=${problem} />
    <${Field} label=${t('why')} value=${why} onInput=${setWhy} maxlength="200" required autofocus />
    <${Field} label=${t('accounts.pause.until')} type="datetime-local" value=${until} onInput=${setUntil} note=${t('accounts.pause.ever')} />
    <footer><${Button} onClick=${onClose}>${t('cancel')}<//><button class="primary" type="submit">${t('accounts.pause')}</button></footer>
  </form><//>`;
}

/** Asks which other account sends what waits. onYes gets its id. */
function Other({title, text, kind, others, onYes, onClose}) {
  const [to, setTo] = useState('');
  const [problem, setProblem] = useState();
  return html`<${Dialog} title=${title} onClose=${onClose}>
    <p>${text}</p><${Objection} problem=${problem} />
    <${Field} label=${t('accounts.use')} value=${to} onInput=${setTo} required options=${[['', '–'], ...others.map((one) => [one.id, one.description + ' (' + one.id + ')'])]} />
    <footer><${Button} onClick=${onClose}>${t('cancel')}<//><${Button} kind=${kind} disabled=${!to} onClick=${async () => {
    try {
      await onYes(to);
      onClose();
    } catch (failure) {
      setProblem(failure);
    }
  }}>${title}<//></footer>
  <//>`;
}

function Move({id, others, waiting, onClose}) {
  const title = t('accounts.move');
  return html`<${Other} title=${title} text=${t('accounts.move.text', {n: waiting})} kind="primary" others=${others} onClose=${onClose} onYes=${async (toAccount) => {
    await post('/v1/operations', {kind: 'move', filter: {account: id}, toAccount, why: title});
    toast(t('accounts.moved'));
  }} />`;
}

function Delete({path, account, version, others, onClose}) {
  const title = t('accounts.delete');
  async function remove(target, why) {
    const query = new URLSearchParams([['move-to', target], ['why', why || '']].filter(([, value]) => value));
    await ask('DELETE', path + (query.size ? '?' + query : ''), {version});
    toast(t('accounts.deleted'));
    go('accounts');
  }
  return account.waiting
    ? html`<${Other} title=${title} text=${t('accounts.delete.waiting', {n: account.waiting})} kind="danger" others=${others} onClose=${onClose} onYes=${remove} />`
    : html`<${Confirm} ask=${{title, text: t('accounts.delete.text', {account: account.description}), yes: title, kind: 'danger', need: 'admin', why: 'may'}}
      onClose=${onClose} onYes=${(why) => remove('', why)} />`;
}

/** What was changed, and the way back. */
function History({query}) {
  const poll = usePoll('/v1/accounts/history?limit=50' + (query.before ? '&before=' + encodeURIComponent(query.before) : ''), 0);
  const list = usePoll('/v1/accounts', 0);
  const [restore, setRestore] = useState();
  const value = (text) => html`<code>${text === undefined ? '–' : text}</code>`;
  return html`<${Page} title=${t('accounts.history')}>
    <${Asked} poll=${poll}>${({versions, next}) => html`<ul class="list">${versions.map((one, i) => html`<li class="card" key=${one.version}>
      <header><span><b>${word('accounts.action', one.action)} ${one.account || ''}</b> <small><${Time} at=${one.at} /> ${one.by || t('accounts.by.hand')} · ${one.version}</small></span>
        ${i || query.before ? html`<${Button} need="admin" kind="small" onClick=${() => setRestore(one)}>${t('accounts.restore')}<//>` : html`<span class="badge">${t('accounts.current')}</span>`}</header>
      ${one.why ? html`<p>${t('why')}: ${one.why}</p>` : null}
      ${one.differences.some((change) => change.field) ? html`<details open=${i === 0}><summary>${t('accounts.differences', {n: one.differences.length})}</summary><ul>${one.differences.filter((change) => change.field).map((change) => html`<li>${change.account} ${change.field}:
        ${change.from === undefined && change.to === undefined ? '••••' : html`${value(change.from)} → ${value(change.to)}`}</li>`)}</ul></details>` : null}
    </li>`)}</ul>${next ? html`<p><a href=${link(['accounts', 'history'], {before: next})}>${t('more')}</a></p>` : null}`}<//>
    ${restore ? html`<${Confirm} ask=${{title: t('accounts.restore'), text: t('accounts.restore.text', {time: when(restore.at)}), yes: t('accounts.restore'), need: 'admin', why: 'may'}}
      onClose=${() => setRestore()} onYes=${async (why) => {
    await ask('POST', `/v1/accounts/history/${restore.version}/restore`, {body: why ? {why} : {}, version: list.version});
    toast(t('accounts.restored'));
    poll.reload();
    list.reload();
  }} />` : null}
  <//>`;
}
