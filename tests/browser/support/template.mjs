// The templates' language, as server/web/README.md specifies it: {{name}} escaped, {{{name}}} as it
// is, {{#name}}…{{/name}} for each item or if true, {{^name}}…{{/name}} if not, {{>file}}.
import { readFileSync } from 'node:fs';

const folder = new URL('../../../server/web/templates/', import.meta.url);
const read = (name) =>
  readFileSync(new URL(name.includes('.') ? name : `${name}.html`, folder), 'utf8');

export const escape = (text) =>
  String(text).replace(
    /[&<>"']/g,
    (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c],
  );

const isTrue = (value) =>
  !(value == null || value === false || value === '' || (Array.isArray(value) && !value.length));

function lookup(scopes, name) {
  const scope = scopes.find(
    (candidate) => typeof candidate === 'object' && Object.hasOwn(candidate, name),
  );
  // A placeholder that nothing fills is a mistake of the page, and shows up in the tests.
  if (!scope) throw new Error(`nothing fills {{${name}}}`);
  return scope[name];
}

function fill(template, scopes) {
  const tag = /\{\{(?:\{(\w+)\}|>(\w+)|([#^])(\w+)|(\w+))\}\}/g;
  let out = '';
  let last = 0;
  for (let match; (match = tag.exec(template));) {
    const [whole, raw, partial, kind, section, name] = match;
    out += template.slice(last, match.index);
    last = match.index + whole.length;
    if (raw) out += lookup(scopes, raw);
    else if (partial) out += fill(read(partial), scopes);
    else if (name) out += escape(lookup(scopes, name));
    else {
      // Sections of the same name may nest.
      const ends = new RegExp(`\\{\\{([#^/])${section}\\}\\}`, 'g');
      ends.lastIndex = last;
      let depth = 1;
      let end;
      while (depth && (end = ends.exec(template))) depth += end[1] === '/' ? -1 : 1;
      if (!end) throw new Error(`{{${kind}${section}}} is never closed`);
      const inner = template.slice(last, end.index);
      const value = lookup(scopes, section);
      if (kind === '^') out += isTrue(value) ? '' : fill(inner, scopes);
      else if (Array.isArray(value))
        out += value.map((item) => fill(inner, [item, ...scopes])).join('');
      else if (isTrue(value)) out += fill(inner, scopes);
      last = tag.lastIndex = ends.lastIndex;
    }
  }
  return out + template.slice(last);
}

export const render = (name, context) => fill(read(name), [context]);
