// The form of an account, made of what GET /v1/providers tells of its provider.
import {html, useState} from '../lib/dom.js';
import {ask} from '../lib/api.js';
import {lang, t} from '../lib/words.js';
import {Button, Dialog, Field, Form, Table, Tick, toast, useErrors} from './parts.js';

const SENDERS = ['senderName', 'alias', 'sender'];
const FIRST = ['description', 'enabled'];
const REST = ['url', 'reportUrl', 'limits', 'validity', 'failover', 'quiet-hours', 'price', 'package', 'unsupported-characters', 'unknown-outcome'];
const SHOWN_ONLY = ['id', 'wire', 'default', 'state', 'reason', 'since', 'nextProbe', 'until', 'pausedBy', 'waiting', 'version', 'change'];
const isSet = (value) => value?.secret === true;
const text = (value) => (Array.isArray(value) ? value.join(', ') : value === undefined || isSet(value) ? '' : String(value));
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** What the form has of an account: texts by the names of fields, those in groups as 'limits.perSecond'. */
function valuesOf(form, account) {
  const values = {id: account?.id || ''};
  form.fields.forEach(({name, kind, fields}) => {
    if (kind === 'group') {
      fields.forEach((part) => (values[name + '.' + part.name] = text(account?.[name]?.[part.name])));
    } else {
      values[name] = kind === 'boolean' ? (account?.[name] ?? true) : text(account?.[name]);
    }
  });
  return values;
}

/** The account that the form means. What it has no field for stays; a secret that is left empty stays, too. */
function accountOf(form, values, before) {
  const account = {...before, provider: form.provider};
  SHOWN_ONLY.forEach((name) => delete account[name]);
  if (form.api) {
    account.api = form.api;
  }
  form.fields.forEach(({name, kind, fields, secret}) => {
    const value = values[name];
    let given = value;
    if (kind === 'group') {
      given = Object.fromEntries(fields.map((part) => [part.name, values[name + '.' + part.name].trim()]).filter(([, one]) => one));
      given = Object.keys(given).length ? given : '';
    } else if (kind === 'accounts') {
      given = value.split(/[\s,]+/).filter(Boolean);
      given = given.length ? given : '';
    } else if (kind !== 'boolean') {
      given = secret ? value : value.trim();
    }
    if (given !== '') {
      account[name] = given;
    } else if (!isSet(account[name])) {
      delete account[name];
    }
  });
  return account;
}

const slug = (words) => words.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 40);

/**
 * form: entry of GET /v1/providers. before, version: the account as it is, null for a new one. demo: what a new one begins with.
 * onSaved(account, version, whether to test).
 */
export function AccountForm({form, before, demo, version, onSaved, onTheirs}) {
  const [values, setValues] = useState(() => valuesOf(form, before || demo));
  const [lost, setLost] = useState();
  const set = (name) => (value) => setValues((now) => {
    const next = {...now, [name]: value};
    if (name === 'description' && !before && now.id === slug(now.description)) {
      next.id = slug(value);
    }
    return next;
  });
  const label = (name) => {
    const [group, part] = name.split('.');
    const field = form.fields.find((one) => one.name === group);
    const inner = field?.fields?.find((one) => one.name === part);
    return name === 'id' ? 'Id' : field ? field.label[lang()] + (inner ? ', ' + inner.label[lang()] : '') : name;
  };
  const {errors, fail, wrong} = useErrors('a-', label);

  async function save(test, against = version) {
    const missing = {};
    form.fields.filter(({required, secret, name}) => required && !values[name].trim() && !(secret && isSet(before?.[name])))
      .forEach(({name}) => (missing[name] = () => t('missing')));
    if (!before && !/^[a-z0-9-]{1,40}$/.test(values.id)) {
      missing.id = () => t('acc.id.rule');
    }
    if (Object.keys(missing).length) {
      fail(missing);
      return;
    }
    const body = accountOf(form, values, before);
    try {
      const {data, version: next} = before
        ? await ask('PUT', '/accounts/' + before.id, {body, version: against})
        : await ask('POST', '/accounts', {body: {id: values.id, ...body}});
      toast(t('acc.saved'));
      fail({});
      onSaved(data, next, test);
    } catch (problem) {
      if (problem.code === 'version_conflict') {
        const {data, version: theirs} = await ask('GET', '/accounts/' + before.id);
        setLost({mine: body, theirs: data, version: theirs, problem, test});
      } else if (problem.code === 'account_exists') {
        fail({id: () => t('acc.exists', {id: values.id})});
      } else if (problem.code === 'secret_needed') {
        fail({password: () => t('acc.secret.needed')});
      } else if (problem.problems) {
        fail(Object.fromEntries(problem.problems.map((one, i) => [one.field || '', () => {
          const {wrong, right} = problem.said.problems[i];
          return wrong + (right ? ': ' + right : '');
        }])));
      } else {
        fail({'': () => problem.words});
      }
    }
  }

  const control = (field, name = field.name) => {
    const group = name.split('.')[0] + '.';
    // What a group needs it needs only where something of it is given.
    const required = field.required && (name === field.name || Object.keys(values).some((one) => one.startsWith(group) && values[one]));
    const common = {label: field.label[lang()], help: field.help[lang()], error: errors[name], id: 'a-' + name, value: values[name], onInput: set(name), required};
    if (field.kind === 'group') {
      return html`<fieldset><legend>${field.label[lang()]}</legend><p class="hint">${field.help[lang()]}</p>
        ${errors[name] && html`<p class="error">${errors[name]}</p>`}
        <div class="pair">${field.fields.map((part) => control(part, name + '.' + part.name))}</div></fieldset>`;
    }
    if (field.kind === 'boolean') {
      return html`<${Tick} ...${common} required=${false} />`;
    }
    if (field.kind === 'choice') {
      return html`<${Field} ...${common} options=${[['', field.default || t('acc.usual')], ...field.values.map((one) => [one, one])]} />`;
    }
    const kept = field.secret && isSet(before?.[name]);
    const note = SENDERS.includes(name)
      ? html`${t('acc.agcom')} <a href="https://www.agcom.it/alias" target="_blank" rel="noreferrer">agcom.it/alias</a>`
      : name === 'password' && form.provider === 'messagenet' ? t('acc.portal') : undefined;
    return html`<${Field} ...${common} note=${note} required=${required && !kept} type=${field.secret ? 'password' : 'text'}
      placeholder=${kept ? t('acc.keep') : field.default || undefined} inputmode=${field.kind === 'integer' || field.kind === 'number' ? 'decimal' : undefined} />`;
  };

  const ordered = form.fields.filter(({name}) => !REST.includes(name) && !FIRST.includes(name));
  const rest = REST.map((name) => form.fields.find((one) => one.name === name)).filter(Boolean);
  const inRest = Object.keys(errors).some((name) => REST.includes(name.split('.')[0]));
  const [enabled, description] = ['enabled', 'description'].map((name) => form.fields.find((one) => one.name === name));
  return html`<${Form} class="card" noValidate onSubmit=${() => save(false)}>
    ${wrong}
    ${control(description)}
    ${!before && html`<${Field} id="a-id" label="Id" help=${t('acc.id.help')} error=${errors.id} value=${values.id} onInput=${set('id')} required maxlength="40" />`}
    <div class="pair">${ordered.map((field) => control(field))}</div>
    ${control(enabled)}
    <details open=${inRest || undefined}><summary>${t('acc.rest')}</summary><div class="form">${rest.map((field) => control(field))}</div></details>
    <footer>
      <${Button} need="admin" onClick=${() => save(true)}>${t('acc.save.test')}<//>
      <${Button} need="admin" kind="primary" type="submit">${t('save')}<//>
    </footer>
    ${lost && html`<${Lost} ...${lost} label=${label} onClose=${() => setLost()} onMine=${async () => {
    setLost();
    await save(lost.test, lost.version);
  }} onTheirs=${() => onTheirs(lost.theirs, lost.version)} />`}
  <//>`;
}

/** Two people edited it: what the other one wrote, and what this one meant. */
function Lost({mine, theirs, problem, label, onClose, onMine, onTheirs}) {
  const other = {...theirs};
  SHOWN_ONLY.forEach((name) => delete other[name]);
  const shown = (value) => (value === undefined ? '–' : isSet(value) ? '••••' : typeof value === 'object' ? JSON.stringify(value) : String(value));
  const names = [...new Set([...Object.keys(mine), ...Object.keys(other)])].filter((name) => !same(shown(mine[name]), shown(other[name])));
  return html`<${Dialog} title=${t('acc.lost')} wide onClose=${onClose}>
    <p>${t('acc.lost.text')} <small>${problem.said.detail}</small></p>
    <${Table} rows=${names} rowKey=${(name) => name} columns=${[
    [t('bat.cell'), label, 'row'],
    [t('acc.mine'), (name) => (typeof mine[name] === 'string' && isSet(theirs[name]) ? '•••• ' + t('acc.new.secret') : shown(mine[name]))],
    [t('acc.theirs'), (name) => shown(other[name])],
  ]} />
    <footer><${Button} onClick=${onTheirs}>${t('acc.take.theirs')}<//><${Button} kind="primary" onClick=${onMine}>${t('acc.keep.mine')}<//></footer>
  <//>`;
}

/** The form that fits an account. */
export const formOf = (providers, account) => providers.find((one) => one.wire === account.wire);
