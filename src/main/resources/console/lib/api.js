// What the console knows it asks of /v1, as every other program may. Nothing else is called, and so paths here begin after that.
import {useCallback, useEffect, useRef, useState} from 'preact/hooks';
import {store} from './store.js';
import {clock, has, lang, t} from './words.js';

const KEY = 'staffetta.token';
const TIMEOUT = 15000;
const STALE = 15000;

/** What the gateway, or the way to it, objects, in each language. field and rule say what is wrong of a field; problems, if there are several. */
export class Problem extends Error {
  constructor(status, given) {
    super(given.detail || given.title || String(status));
    Object.assign(this, given, {status});
  }

  /** As the gateway said it, in the language of the reader as it is now. */
  get said() {
    return this.translations?.[lang()] || this;
  }

  /** What people are told. */
  get words() {
    return has('problem.' + this.code) ? t('problem.' + this.code) : this.said.detail || this.message;
  }

  /** What people are told beside the field. */
  get beside() {
    return this.said.rule || this.words;
  }
}

/** Who is signed in: {name, role, version, sandbox, tokenNeeded}; null before that is known. */
export const who = store(null);

/** Whether a token is to be asked for: false, or why. */
export const locked = store(false);

/** When data came last, and whether the gateway answers. */
export const contact = store({at: 0, lost: false});

let waiting = [];

export const token = () => sessionStorage.getItem(KEY) || '';

/** Goes on with a token: what waited for one is asked again. */
export function unlock(next) {
  if (next) {
    sessionStorage.setItem(KEY, next);
  }
  locked.set(false);
  const before = waiting;
  waiting = [];
  before.forEach((goOn) => goOn());
}

/** Forgets the token, and has the page ask for one. */
export function lock(why) {
  sessionStorage.removeItem(KEY);
  locked.set(why);
}

async function fetched(method, path, {body, version, accept, type, timeout = TIMEOUT}) {
  const headers = {Accept: accept || 'application/json', 'Accept-Language': lang(), Prefer: 'translations'};
  if (token()) {
    headers.Authorization = 'Bearer ' + token();
  }
  if (version) {
    headers['If-Match'] = version;
  }
  if (body !== undefined) {
    headers['Content-Type'] = type || 'application/json';
  }
  try {
    return await fetch('/v1' + path, {
      method,
      headers,
      body: body === undefined || type ? body : JSON.stringify(body),
      signal: AbortSignal.timeout(timeout),
      cache: 'no-store',
      credentials: 'omit',
    });
  } catch (failure) {
    const late = failure.name === 'TimeoutError';
    contact.set({...contact.get(), lost: true});
    throw new Problem(0, {code: late ? 'too_late' : 'no_connection', detail: String(failure)});
  }
}

/**
 * Asks the gateway for a path below /v1. Fails with a Problem. Whoever is not signed in, or not any more, is asked to, and then it is asked again.
 *
 * options: body (JSON, or with type as it is), version (If-Match), accept, type, timeout in ms.
 * Gives {data, version, response}; version is the ETag.
 */
export async function ask(method, path, options = {}) {
  const response = await fetched(method, path, options);
  if (response.status === 401 && !options.open) {
    const waits = new Promise((goOn) => waiting.push(goOn));
    if (!locked.get()) {
      lock(token() ? 'expired' : 'first');
    }
    await waits;
    return ask(method, path, options);
  }
  const text = options.blob && response.ok ? '' : await response.text();
  let data = text;
  try {
    data = text ? JSON.parse(text) : null;
  } catch {
    // Not JSON, such as a CSV file.
  }
  if (!response.ok) {
    throw new Problem(response.status, data && typeof data === 'object' ? data : {code: 'failed', detail: response.statusText});
  }
  contact.set({at: Date.now(), lost: false});
  return {data: options.blob ? await response.blob() : data, version: response.headers.get('ETag'), response};
}

export const get = async (path) => (await ask('GET', path)).data;
export const post = async (path, body = {}) => (await ask('POST', path, {body})).data;

/** A path with what is given of a query. */
export function withQuery(path, query) {
  const given = Object.entries(query).filter(([, value]) => value !== '' && value !== undefined && value !== null);
  return path + (given.length ? '?' + new URLSearchParams(given) : '');
}

/** Has the browser keep something as a file. */
export function save(blob, name) {
  const anchor = document.createElement('a');
  anchor.href = URL.createObjectURL(blob);
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 10000);
}

/** Has the browser keep what a path answers as a file. It needs the header, which a link cannot send. */
export async function download(path, name, accept = '*/*') {
  save((await ask('GET', path, {blob: true, accept})).data, name);
}

/**
 * What a path answers, asked again every so many ms while the page can be seen, and in each language that is chosen; null asks nothing, every 0 asks once.
 * Gives {data, problem, at, version, reload}. data stays what it was while nobody answers; at says from when it is.
 */
export function usePoll(path, every = 5000) {
  const [state, setState] = useState({});
  const turn = useRef(0);
  const reload = useCallback(async () => {
    if (!path) {
      return;
    }
    const mine = ++turn.current;
    try {
      const {data, version} = await ask('GET', path);
      if (mine === turn.current) {
        setState({path, data, version, at: Date.now()});
      }
    } catch (problem) {
      if (mine === turn.current) {
        setState((before) => (before.path === path ? {...before, problem} : {path, problem}));
      }
    }
  }, [path, lang()]);
  useEffect(() => {
    let timer;
    let ended = false;
    let busy = false;
    const round = async () => {
      clearTimeout(timer);
      if (busy || ended) {
        return;
      }
      busy = true;
      if (!document.hidden) {
        await reload();
      }
      busy = false;
      if (every && !ended) {
        timer = setTimeout(round, every);
      }
    };
    const seen = () => document.hidden || !every || round();
    document.addEventListener('visibilitychange', seen);
    round();
    return () => {
      ended = true;
      turn.current++;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [reload, every]);
  return {...(state.path === path ? state : {}), reload};
}

/** Why what is shown is old: a sentence, or '' while data comes. Looked at every second. */
export function useLost() {
  const [text, setText] = useState('');
  useEffect(() => {
    const look = () => {
      const {at, lost} = contact.get();
      const old = lost && Date.now() - at > STALE;
      setText(old ? (at ? t('lost', {time: clock(at)}) : t('lost.never')) : '');
    };
    const timer = setInterval(look, 1000);
    return () => clearInterval(timer);
  }, []);
  return text;
}

const INCLUDES = {sender: ['sender'], viewer: ['viewer'], operator: ['sender', 'viewer', 'operator'], admin: ['sender', 'viewer', 'operator', 'admin']};

/** Whether whoever is signed in has a role: 'viewer', 'sender', 'operator' or 'admin'. */
export const may = (role) => !role || (INCLUDES[who.get()?.role] || []).includes(role);
