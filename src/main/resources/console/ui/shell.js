// What is around every page: the bar, the way to other pages, who is signed in.
import {html, useEffect, useRef, useState} from '../lib/dom.js';
import {ask, lock, locked, post, token, unlock, useLost, usePoll, who} from '../lib/api.js';
import {go, link} from '../lib/router.js';
import {has, setLanguage, t, useLanguage, when, word} from '../lib/words.js';
import {Button, Dialog, Field, Form, KINDS, Objection, Toasts, toast} from './parts.js';

/** What needs somebody, in the reader's language where that is known. */
export const needWords = (need) =>
  has('need.' + need.kind) ? t('need.' + need.kind, {subject: need.name || word('state', need.subject), n: need.messages}) : need.words;

export const PAGES = ['now', 'messages', 'dead', 'accounts', 'batches', 'send', 'activity', 'admin'];

export function Shell({page, children}) {
  const language = useLanguage();
  const me = who.use();
  const lost = useLost();
  useEffect(() => {
    document.querySelector('nav [aria-current]')?.scrollIntoView({block: 'nearest', inline: 'center'});
  }, [page]);
  return html`
    <a class="skip" href="#main" onClick=${(event) => {
    event.preventDefault();
    document.querySelector('h1')?.focus();
  }}>${t('nav.skip')}</a>
    ${me?.sandbox && html`<p class="sandbox">${t('sandbox')}</p>`}
    <header class="bar">
      <a class="brand" href="#/"><img src="/console/icon.svg" alt="" width="24" height="24" />Staffetta</a>
      <${Health} />
      <${Search} />
      <select aria-label=${t('language')} onChange=${speak(language)}>
        ${[['it', 'Italiano'], ['en', 'English']].map(([key, name]) => html`<option value=${key} selected=${language === key}>${name}</option>`)}
      </select>
      ${me && html`<span class="me">${t('signed.in', {name: me.name, role: t('role.' + me.role)})}</span>`}
      ${token() && html`<${Button} kind="plain" onClick=${signOut}>${t('sign.out')}<//>`}
    </header>
    <nav aria-label=${t('nav.label')}>${PAGES.map((one) => html`<a href=${link(one === 'now' ? [] : one)} aria-current=${one === page ? 'page' : undefined}>${t('nav.' + one)}</a>`)}</nav>
    ${lost && html`<p class="box bad lost" role="alert">${lost}</p>`}
    <main id="main" class=${lost ? 'stale' : ''}>${children}</main>
    <${SignIn} />
    <${Toasts} />`;
}

/** Speaks another language, or goes on in this one if the other cannot be had. */
const speak = (now) => async ({target}) => {
  try {
    await setLanguage(target.value);
  } catch {
    target.value = now;
    toast(t('problem.no_connection'), 'bad');
  }
};

function Search() {
  const box = useRef();
  const [text, setText] = useState('');
  useEffect(() => {
    const slash = (event) => {
      if (event.key === '/' && !/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        box.current.focus();
      }
    };
    addEventListener('keydown', slash);
    return () => removeEventListener('keydown', slash);
  }, []);
  return html`<${Form} class="search" role="search" onSubmit=${() => text.trim() && go('messages', {q: text.trim()})}><input type="search" ref=${box} aria-label=${t('search')} placeholder=${t('search')} value=${text} onInput=${(event) => setText(event.target.value)} /><//>`;
}

/** A dot: how the gateway is. It opens the reasons. */
function Health() {
  const me = who.use();
  const {data, problem} = usePoll(me && me.role !== 'sender' ? '/overview' : null, 10000);
  const [open, setOpen] = useState(false);
  const needs = data?.needs || [];
  const state = problem || !data ? 'unknown' : needs.some((need) => /critical|error/.test(need.severity)) ? 'bad' : needs.length ? 'warn' : 'good';
  const words = t('health.' + (state === 'warn' ? 'bad' : state), {n: needs.length});
  return html`<button type="button" class="plain health" aria-label=${words} title=${words} onClick=${() => setOpen(true)}>
      <span class=${'dot ' + state}></span></button>
    ${open && html`<${Dialog} title=${t('health.title')} onClose=${() => setOpen(false)}>
      <${Objection} problem=${problem} />
      ${needs.length ? html`<ul class="list">${needs.map((need) => html`<li class=${'box ' + (KINDS[need.severity] || '')} key=${need.kind + need.subject}><b>${needWords(need)}</b> ${need.reason} <small>${when(need.since)}</small></li>`)}</ul><p><a href="#/" onClick=${() => setOpen(false)}>${t('nav.now')}</a></p>` : html`<p>${state === 'good' ? t('health.none') : words}</p>`}
    <//>`}`;
}

async function signOut() {
  try {
    await post('/sign-out');
  } finally {
    lock('first');
  }
}

/** Over the page, which stays as it is. */
function SignIn() {
  const why = locked.use();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState();
  if (!why) {
    return null;
  }
  const signIn = async () => {
    const given = text.trim();
    sessionStorage.setItem('staffetta.token', given);
    try {
      const {data} = await ask('GET', '/whoami', {open: true});
      setText('');
      setProblem();
      unlock(given);
      who.set(data);
    } catch (failure) {
      sessionStorage.removeItem('staffetta.token');
      setProblem(failure);
    }
  };
  return html`<${Dialog} title=${t('sign.title')}>
    <${Form} onSubmit=${signIn}>
      <p>${t('sign.' + why)}</p>
      <${Field} label=${t('sign.token')} type="password" value=${text} onInput=${setText} error=${problem && (problem.status === 401 ? t('sign.wrong') : problem.words)} note=${t('sign.help')} required autofocus />
      <footer><button class="primary" type="submit">${t('sign.in')}</button></footer>
    <//>
  <//>`;
}
