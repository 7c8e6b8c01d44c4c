import {html, useState} from '../lib/dom.js';
import {ask, post, usePoll, who, withQuery} from '../lib/api.js';
import {span, t, when} from '../lib/words.js';
import {Asked, Badge, Button, Card, Copy, Dialog, Facts, Field, Form, Objection, Page, Sure, Table, Time, time, toast, useErrors} from '../ui/parts.js';

const LICENCES = [['Staffetta', 'Apache-2.0'], ['Preact 11.2.0', 'MIT'], ['htm 3.1.1', 'Apache-2.0']];

export default function Admin() {
  return html`<${Page} title=${t('nav.admin')}><${Hold} /><${Tokens} /><div class="two"><${Alerts} /><${About} /></div><//>`;
}

/** The kill switch of all sending. */
function Hold() {
  const poll = usePoll('/hold', 5000);
  return html`<${Card}><${Asked} poll=${poll}>${(hold) => html`
    <header><h2>${t('admin.hold')}</h2>${hold.held
    ? html`<${Button} need="operator" kind="primary" onClick=${async () => {
      await post('/hold/resume');
      poll.reload();
    }}>${t('admin.hold.resume')}<//>`
    : html`<${Sure} ask=${{title: t('admin.hold.place'), text: t('admin.hold.text'), need: 'operator', kind: 'danger', why: 'must'}} onYes=${async (why) => {
      await post('/hold', {why});
      poll.reload();
    }} />`}</header>
    <p class=${hold.held ? 'box bad' : ''}>${hold.held ? t('admin.held', {time: when(hold.since), why: hold.reason}) : t('admin.sending')}</p>`}<//>
  <//>`;
}

function Tokens() {
  const me = who.use();
  const poll = usePoll(me?.role === 'admin' ? '/tokens' : null, 15000);
  const [adding, setAdding] = useState();
  const change = (one, what) => async () => {
    await post(`/tokens/${one.id}/${what}`);
    poll.reload();
  };
  const limits = (one) => [one.perMinute && t('admin.per.minute', {n: one.perMinute}), one.perDay && t('admin.per.day', {n: one.perDay, today: one.today})].filter(Boolean).join(', ') || t('admin.no.limit');
  return html`<${Card}><header><h2>${t('admin.tokens')}</h2><${Button} need="admin" kind="primary" onClick=${() => setAdding(true)}>${t('admin.token.new')}<//></header>
    ${me && me.role !== 'admin' ? html`<p class="hint">${t('needs.role', {role: t('role.admin')})}</p>` : html`<${Asked} poll=${poll}>${({tokens}) => html`<${Table} rows=${tokens} empty=${t('admin.token.none')} columns=${[
    [t('admin.name'), (one) => html`<b>${one.name}</b>${one.kind === 'test' && html` <span class="badge">${t('admin.test')}</span>`}<br /><small>${one.prefix}…</small>`],
    [t('admin.role'), (one) => t('role.' + one.role)],
    [t('admin.may'), (one) => [...one.accounts, ...one.senders].join(', ') || t('all')],
    [t('admin.limits'), limits],
    [t('admin.used'), time('lastUsedAt')],
    [t('state'), (one) => html`<${Badge} of=${one.enabled ? 'open' : 'disabled'} />${one.expiresAt && html`<br /><small>${t('admin.expires', {time: when(one.expiresAt)})}</small>`}`],
    ['', (one) => html`<span class="actions"><${Button} kind="small" need="admin" onClick=${change(one, one.enabled ? 'disable' : 'enable')}>${t(one.enabled ? 'admin.disable' : 'admin.enable')}<//>
      <${Sure} kind="small danger" ask=${{title: t('admin.revoke'), text: t('admin.revoke.text', {name: one.name}), need: 'admin', kind: 'danger', why: 'may'}} onYes=${async (why) => {
    await ask('DELETE', withQuery('/tokens/' + one.id, {why}));
    toast(t('admin.revoked', {name: one.name}));
    poll.reload();
  }} /></span>`],
  ]} />`}<//>`}
    ${adding && html`<${NewToken} onClose=${() => setAdding()} onMade=${poll.reload} />`}
  <//>`;
}

/** Its token is shown once, here. */
function NewToken({onClose, onMade}) {
  const [values, setValues] = useState({name: '', role: 'sender', kind: 'live', accounts: '', senders: '', perMinute: '', perDay: '', expiresAt: ''});
  const [made, setMade] = useState();
  const labels = {name: t('admin.name'), role: t('admin.role'), kind: t('admin.kind'), accounts: t('admin.accounts'), senders: t('admin.senders'), perMinute: t('admin.minute'), perDay: t('admin.day'), expiresAt: t('admin.until')};
  const {errors, fail, wrong} = useErrors('t-', (name) => labels[name]);
  if (made) {
    return html`<${Dialog} title=${t('admin.token.made', {name: made.name})} onClose=${onClose}>
      <p class="box warn">${t('admin.token.once')}</p><${Copy} text=${made.token} />
      <footer><${Button} kind="primary" onClick=${onClose}>${t('admin.token.kept')}<//></footer><//>`;
  }
  const field = (name, more) => html`<${Field} id=${'t-' + name} label=${labels[name]} value=${values[name]} onInput=${(value) => setValues((now) => ({...now, [name]: value}))} error=${errors[name]} ...${more} />`;
  return html`<${Dialog} title=${t('admin.token.new')} wide onClose=${onClose}><${Form} noValidate onSubmit=${async () => {
    const body = {name: values.name.trim(), role: values.role, kind: values.kind};
    ['accounts', 'senders'].forEach((name) => values[name].trim() && (body[name] = values[name].split(',').map((one) => one.trim()).filter(Boolean)));
    ['perMinute', 'perDay'].forEach((name) => values[name] !== '' && (body[name] = Number(values[name])));
    if (values.expiresAt) {
      body.expiresAt = new Date(values.expiresAt).toISOString();
    }
    try {
      setMade(await post('/tokens', body));
      onMade();
    } catch (problem) {
      fail(problem.code === 'name_taken' ? {name: () => t('admin.name.taken')} : {[problem.field in values ? problem.field : '']: () => problem.beside});
    }
  }}>
    ${wrong}
    <div class="pair">
      ${field('name', {required: true, note: t('admin.name.note'), autofocus: true})}
      ${field('role', {options: ['sender', 'viewer', 'operator', 'admin'].map((one) => [one, t('role.' + one)]), note: t('admin.role.note.' + values.role)})}
      ${field('kind', {options: [['live', t('admin.live')], ['test', t('admin.kind.test')]]})}
      ${field('accounts', {note: t('admin.empty.all')})}
      ${field('senders', {note: t('admin.empty.all')})}
      ${field('perMinute', {type: 'number', min: 1, note: t('admin.empty.none')})}
      ${field('perDay', {type: 'number', min: 1, note: t('admin.empty.none')})}
      ${field('expiresAt', {type: 'datetime-local', note: t('admin.empty.never')})}
    </div>
    <footer><${Button} onClick=${onClose}>${t('cancel')}<//><button class="primary" type="submit">${t('admin.token.make')}</button></footer>
  <//><//>`;
}

function Alerts() {
  const poll = usePoll('/alerts', 5000);
  const [tested, setTested] = useState();
  const [problem, setProblem] = useState();
  return html`<${Card}><header><h2>${t('admin.alerts')}</h2><${Button} need="admin" onClick=${async () => {
    setProblem();
    setTested();
    try {
      setTested((await ask('POST', '/alerts/test', {timeout: 60000})).data.receivers);
    } catch (failure) {
      setProblem(failure);
    }
    poll.reload();
  }}>${t('admin.alerts.test')}<//></header>
    <${Objection} problem=${problem} />
    ${tested && html`<ul class="list" role="status">${tested.map((one) => html`<li class=${'box ' + (one.told ? 'good' : 'bad')}>${one.name} ${one.to}: ${one.told ? t('admin.alerts.told') : (poll.data?.receivers.find((now) => now.name + now.to === one.name + one.to) || one).failure}</li>`)}</ul>`}
    <${Asked} poll=${poll}>${({receivers, reachAnybody}) => reachAnybody ? html`<${Table} rows=${receivers} rowKey=${(one) => one.name + one.to} columns=${[
    [t('admin.receiver'), (one) => html`${one.name}<br /><small>${one.to}</small>`],
    [t('admin.last'), time('lastToldAt')],
    [t('admin.failure'), (one) => one.failure ? html`${one.failure} <small><${Time} at=${one.failedAt} /></small>` : '–'],
  ]} />` : html`<p class="box warn">${t(who.get()?.sandbox ? 'admin.alerts.sandbox' : 'problem.no_alert_receivers')}</p>`}<//>
  <//>`;
}

function About() {
  const me = who.use();
  const retention = usePoll('/retention', 30000);
  const nodes = usePoll('/nodes', 15000);
  const kept = /^PT(\d+)H$/.exec(me?.messagesKeptFor || '');
  return html`<${Card} title=${t('admin.about')}><${Facts} of=${[
    [t('admin.version'), 'Staffetta ' + (me?.version || '')],
    [t('admin.kept'), kept ? t('admin.days', {n: Math.round(kept[1] / 24)}) : t('admin.ever')],
    [t('admin.retention'), retention.data && (retention.data.held ? html`<p class="box warn">${t('admin.retention.held', {time: when(retention.data.since)})} ${retention.data.reason}</p>
      <${Button} need="operator" onClick=${async () => {
      await post('/retention/resume');
      retention.reload();
    }}>${t('admin.retention.resume')}<//>` : t('admin.retention.on'))],
    [t('admin.nodes'), nodes.data?.nodes.map((one) => html`<div>${one.name} <${Badge} group="admin.node" of=${one.state} /> <small>${t('admin.up', {time: span(one.startedAt)})}</small></div>`)],
    [t('admin.licences'), LICENCES.map(([name, licence]) => html`<div>${name} <small>${licence}</small></div>`)],
  ]} /><//>`;
}
