import {html, useEffect, useState} from '../lib/dom.js';
import {ask, may, post, usePoll, who, withQuery} from '../lib/api.js';
import {go, link, setQuery} from '../lib/router.js';
import {lang, money, num, t, when, word} from '../lib/words.js';
import {AccountForm, formOf} from '../ui/account.js';
import {Outcome} from '../ui/outcome.js';
import {Asked, Badge, Button, Card, choices, Empty, Facts, Field, Form, linked, Page, Sure, Table, Time, toast} from '../ui/parts.js';

export default function Accounts({path, query}) {
  if (path[0] === 'history') {
    return html`<${History} query=${query} />`;
  }
  if (path[0]) {
    return html`<${One} key=${path[0]} id=${path[0]} query=${query} />`;
  }
  return query.new === undefined ? html`<${List} />` : html`<${New} key=${query.new} wire=${query.new} />`;
}

function List() {
  const poll = usePoll('/accounts');
  const forms = usePoll('/providers', 0).data?.providers || [];
  const credits = Object.fromEntries((usePoll('/overview', 15000).data?.accounts || []).map((one) => [one.id, one.credit]));
  const credit = (of) => (of ? (of.currency ? money(of.value, of.currency) : of.value) : '–');
  const title = (account) => forms.find((one) => one.wire === account.wire)?.title || account.provider;
  return html`<${Page} title=${t('acc.title')} poll=${poll} actions=${html`
      ${linked(t('acc.history'), ['accounts', 'history'], {}, 'button')}
      <${Button} need="admin" kind="primary" onClick=${() => go('accounts', {new: 'choose'})}>${t('acc.new')}<//>`}>
    ${(accounts) => accounts.length ? html`
      <div class="pair"><${Field} label=${t('acc.default')} note=${t('acc.default.note')} disabled=${!may('admin')}
        value=${accounts.find((one) => one.default)?.id || ''} options=${choices(accounts, !accounts.some((one) => one.default) && '–')}
        onInput=${async (account) => {
    try {
      await ask('PUT', '/accounts/default', {body: {account}, version: poll.version});
      toast(t('acc.default.set', {account}));
    } catch (problem) {
      toast(problem.words, 'bad');
    }
    poll.reload();
  }} /></div>
      <${Table} caption=${t('acc.title')} rows=${accounts} columns=${[
    [t('acc.description'), (one) => html`${linked(one.description || one.id, ['accounts', one.id])} ${one.default && html`<span class="badge">${t('acc.is.default')}</span>`}<br /><small>${one.id}</small>`],
    [t('acc.type'), title],
    [t('acc.enabled'), (one) => (one.enabled ? t('yes') : t('no'))],
    [t('state'), (one) => html`<${Badge} of=${one.state} />${one.reason && html`<br /><small>${one.reason}${one.until ? ', ' + t('acc.until', {time: when(one.until)}) : ''}</small>`}`],
    [t('acc.waiting'), (one) => linked(num(one.waiting), 'messages', {account: one.id, state: 'QUEUED'}), 'num'],
    [t('acc.credit'), (one) => credit(credits[one.id]), 'num'],
  ]} />` : html`<div class="card"><${Empty}><h2>${t('acc.none')}</h2><p>${t('acc.none.text')}</p>
        <${Button} need="admin" kind="primary" onClick=${() => go('accounts', {new: 'choose'})}>${t('acc.new')}<//><//></div>`}
  <//>`;
}

function New({wire}) {
  const forms = usePoll('/providers', 0);
  return html`<${Page} title=${t('acc.new.title')}><${Asked} poll=${forms}>${({providers, demo}) => {
    const form = providers.find((one) => one.wire === wire);
    return form
      ? html`<p>${t('acc.provider')} <b>${form.title}</b> · ${linked(t('acc.other'), 'accounts', {new: 'choose'})}</p>
        ${form.confidence === 'assumed' && html`<p class="box warn">${t('acc.assumed')}</p>`}
        ${demo && html`<p class="box">${t('acc.demo')}</p>`}
        <${AccountForm} key=${wire} form=${form} demo=${demo?.[wire]} onSaved=${(account, version, test) => go(['accounts', account.id], test ? {test: 1} : {})} />`
      : html`<p>${t('acc.choose')}</p><div class="cards">${providers.map((one) => html`<a class="card" href=${link('accounts', {new: one.wire})}><h2>${one.title}</h2><small>${one.description?.[lang()]}</small></a>`)}</div>`;
  }}<//><//>`;
}

function One({id, query}) {
  const path = '/accounts/' + encodeURIComponent(id);
  const poll = usePoll(path, 3000);
  const forms = usePoll('/providers', 0);
  const others = (usePoll('/accounts', 0).data || []).filter((one) => one.id !== id);
  const [base, setBase] = useState();
  if (poll.problem?.code === 'account_not_found') {
    return html`<${Page} title=${id}><p class="box warn">${t('acc.gone', {id})}</p><p>${linked(t('acc.title'), 'accounts')} · ${linked(t('acc.history'), ['accounts', 'history'])}</p><//>`;
  }
  const account = poll.data;
  // The form stays what it was while others change the account: saving tells.
  const shown = base || (account && {account, version: poll.version});
  if (!base && shown) {
    setBase(shown);
  }
  const form = shown && forms.data && formOf(forms.data.providers, shown.account);
  const order = (what, body) => async () => {
    await post(path + '/' + what, body);
    poll.reload();
  };
  return html`<${Page} title=${account?.description || id} poll=${poll} actions=${account && html`
      ${account.state === 'parked' && html`<${Button} need="operator" onClick=${order('unpark')}>${t('acc.unpark')}<//>`}
      ${account.state === 'paused' ? html`<${Button} need="operator" kind="primary" onClick=${order('resume')}>${t('resume')}<//>`
    : html`<${Pause} order=${order} />`}
      ${account.waiting > 0 && html`<${Move} id=${id} others=${others} waiting=${account.waiting} />`}
      <${Rename} path=${path} account=${account} version=${poll.version} />
      <${Delete} path=${path} account=${account} version=${poll.version} others=${others} />`}>
    ${() => html`<div class="two">
      <div class="form">${form && html`<${AccountForm} key=${shown.version} form=${form} before=${shown.account} version=${shown.version}
        onTheirs=${(theirs, version) => setBase({account: theirs, version})}
        onSaved=${(saved, version, test) => {
    setBase({account: saved, version});
    setQuery({test: test ? 1 : ''});
    poll.reload();
  }} />`}</div>
      <div class="form">
        <${Card} title=${t('acc.how')}><${Facts} of=${[
    [t('state'), html`<${Badge} of=${account.state} />`],
    [t('why'), account.reason],
    [t('acc.since'), account.since && html`<${Time} at=${account.since} /> ${account.pausedBy}`],
    [t('acc.ends'), account.until && html`<${Time} at=${account.until} />`],
    [t('acc.probe'), account.nextProbe && html`<${Time} at=${account.nextProbe} />`],
    [t('acc.waiting'), num(account.waiting)],
    ['Id', html`<code>${account.id}</code>`],
    [t('acc.default'), account.default && t('yes') + '. ' + t('acc.default.stays')],
  ]} /><//>
        <${Trial} path=${path} focus=${query.test} />
      </div></div>`}
  <//>`;
}

/** Sends a message by the account, or only looks whether one could be sent. */
function Trial({path, focus}) {
  const [to, setTo] = useState(sessionStorage.getItem('staffetta.test') || '');
  const [id, setId] = useState();
  const [check, setCheck] = useState();
  const [error, setError] = useState();
  const look = async () => setCheck(await post(path + '/check'));
  useEffect(() => focus && document.getElementById('test-to').focus(), [focus]);
  useEffect(() => check && look().catch(() => {}), [lang()]);
  return html`<${Card} title=${t('acc.test')}><p class="hint">${t(who.get()?.sandbox ? 'sandbox' : 'acc.test.text')}</p>
    <${Form} onSubmit=${async () => {
    setError();
    setId();
    try {
      setId((await post(path + '/test', {to})).messages[0].id);
      sessionStorage.setItem('staffetta.test', to);
    } catch (problem) {
      setError(problem);
    }
  }}>
      <${Field} label=${t('number')} type="tel" placeholder="+39 333 0000001" value=${to} onInput=${setTo} error=${error?.words} required id="test-to" />
      <footer><${Button} need="operator" onClick=${look}>${t('acc.check')}<//>
        <${Button} need="operator" kind="primary" type="submit">${t('send.go')}<//></footer>
    <//>
    ${id && html`<${Outcome} key=${id} id=${id} />`}
    ${check && html`<ul class="list" role="status">${check.checked.map((one) => html`<li><span class=${'badge ' + (one.ok ? 'good' : 'bad')}>${word('acc.checked', one.what)}: ${t(one.ok ? 'acc.ok' : 'acc.not.ok')}</span> ${one.detail}</li>`)}</ul>
      <p class="hint">${t('acc.check.note')}</p>`}
  <//>`;
}

function Pause({order}) {
  const [until, setUntil] = useState('');
  return html`<${Sure} ask=${{title: t('pause'), text: t('acc.pause.text'), need: 'operator', why: 'must'}}
    onYes=${(why) => order('pause', {why, ...(until ? {until: new Date(until).toISOString()} : {})})()}>
    <${Field} label=${t('acc.ends')} type="datetime-local" value=${until} onInput=${setUntil} note=${t('acc.pause.ever')} /><//>`;
}

const Choose = ({others, ...rest}) => html`<${Field} label=${t('account.use')} ...${rest} required options=${choices(others, '–')} />`;

function Move({id, others, waiting}) {
  const [toAccount, setTo] = useState('');
  return html`<${Sure} ask=${{title: t('acc.move'), text: t('acc.move.text', {n: waiting}), need: 'operator', not: !toAccount}} onYes=${async () => {
    await post('/operations', {kind: 'move', filter: {account: id}, toAccount, why: t('acc.move')});
    toast(t('acc.moved'));
  }}><${Choose} others=${others} value=${toAccount} onInput=${setTo} /><//>`;
}

/** Another id: what waits goes with it. */
function Rename({path, account, version}) {
  const [id, setId] = useState(account.id);
  return html`<${Sure} ask=${{title: t('acc.rename'), text: t('acc.rename.text', {n: account.waiting}), need: 'admin', not: !id || id === account.id}} onYes=${async () => {
    await ask('PUT', withQuery(path, {'move-to': account.waiting ? id : ''}), {body: {...account, id}, version});
    toast(t('acc.saved'));
    go(['accounts', id]);
  }}><${Field} label="Id" help=${t('acc.id.help')} value=${id} onInput=${setId} required maxlength="40" note=${t('acc.id.rule')} /><//>`;
}

/** What waits goes to another account first; the default cannot be deleted. */
function Delete({path, account, version, others}) {
  const [to, setTo] = useState('');
  const {waiting} = account;
  return html`<${Sure} disabled=${account.default} title=${account.default ? t('acc.default.stays') : undefined}
    ask=${{title: t('acc.delete'), text: waiting ? t('acc.delete.waiting', {n: waiting}) : t('acc.delete.text', {account: account.description}), kind: 'danger', need: 'admin', why: 'may', not: waiting && !to}}
    onYes=${async (why) => {
    await ask('DELETE', withQuery(path, {'move-to': waiting ? to : '', why}), {version});
    toast(t('acc.deleted'));
    go('accounts');
  }}>${waiting > 0 && html`<${Choose} others=${others} value=${to} onInput=${setTo} />`}<//>`;
}

/** What was changed, and the way back. */
function History({query}) {
  const poll = usePoll(withQuery('/accounts/history', {limit: 50, before: query.before}), 0);
  const list = usePoll('/accounts', 0);
  const labels = Object.fromEntries((usePoll('/providers', 0).data?.providers || []).flatMap(({fields}) => fields.map(({name, label}) => [name, label[lang()]])));
  const value = (text) => html`<code>${text === undefined ? '–' : text}</code>`;
  return html`<${Page} title=${t('acc.history')}>
    <${Asked} poll=${poll}>${({versions, next}) => html`<ul class="list">${versions.map((one, i) => html`<li class="card" key=${one.version}>
      <header><span><b>${word('acc.action', one.action)} ${one.account || ''}</b> <small><${Time} at=${one.at} /> ${one.by || t('acc.by.hand')} · ${one.version}</small></span>
        ${i || query.before ? html`<${Sure} kind="small" ask=${{title: t('acc.restore'), text: t('acc.restore.text', {time: when(one.at)}), need: 'admin', why: 'may'}} onYes=${async (why) => {
    await ask('POST', `/accounts/history/${one.version}/restore`, {body: why ? {why} : {}, version: list.version});
    toast(t('acc.restored'));
    poll.reload();
    list.reload();
  }} />` : html`<span class="badge">${t('acc.current')}</span>`}</header>
      ${one.why && html`<p>${t('why')}: ${one.why}</p>`}
      ${one.differences.some((change) => change.field) && html`<details open=${i === 0}><summary>${t('acc.differences', {n: one.differences.length})}</summary><ul>${one.differences.filter((change) => change.field).map((change) => html`<li>${change.account} ${labels[change.field] || change.field}:
        ${change.from === undefined && change.to === undefined ? '••••' : html`${value(change.from)} → ${value(change.to)}`}</li>`)}</ul></details>`}
    </li>`)}</ul>${next && html`<p>${linked(t('more'), ['accounts', 'history'], {before: next})}</p>`}`}<//>
  <//>`;
}
