import {html} from '../lib/dom.js';
import {addWords, t} from '../lib/words.js';
import {Page} from '../ui/parts.js';
import words from '../words/messages.js';

addWords(words);

export default function Messages({path, query}) {
  return html`<${Page} title=${t('nav.messages')}><//>`;
}
