import { gzipSync } from 'node:zlib';
import { declarationExample } from '../../shared/api/examples.ts';

export const json = { 'content-type': 'application/json' };
export const yaml = { 'content-type': 'application/yaml' };
export const good = JSON.stringify(declarationExample);

const nested = (depth: number) => `{"application":${'['.repeat(depth)}${']'.repeat(depth)}}`;
const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n`;
/** Declarations that must be refused, with status and code. */
export const badBodies: readonly { name: string; body: string | Uint8Array; headers?: typeof json; want: string }[] = [
  { name: 'nothing', body: '', want: '400 body_malformed' },
  { name: 'half a text', body: good.slice(0, 40), want: '400 body_malformed' },
  { name: 'no map', body: '[]', want: '400 body_malformed' },
  { name: 'a number', body: '1', want: '400 body_malformed' },
  { name: 'a key twice', body: '{"application":"a","application":"b"}', want: '400 body_malformed' },
  { name: '`__proto__`', body: '{"application":"a","__proto__":{"x":1}}', want: '400 body_malformed' },
  { name: '`__proto__` as an asset', body: '{"application":"a","data":{"__proto__":{}}}', want: '400 body_malformed' },
  { name: 'deep nesting', body: nested(30), want: '400 body_malformed' },
  { name: 'very deep nesting', body: nested(100_000), want: '400 body_malformed' },
  { name: 'over a megabyte', body: `{"application":"${'x'.repeat(1_000_000)}"}`, want: '413 body_too_large' },
  { name: 'not UTF-8', body: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), want: '400 body_malformed' },
  { name: 'half a surrogate in UTF-8', body: Buffer.from([0xed, 0xa0, 0x80]), want: '400 body_malformed' },
  { name: 'half a character', body: '{"application":"\\ud800"}', want: '400 body_malformed' },
  { name: 'half a character after a backslash', body: '{"application":"\\\\\\uDC00"}', want: '400 body_malformed' },
  { name: 'two halves apart', body: '{"application":"\\ud83d\\\\\\ude00"}', want: '400 body_malformed' },
  { name: 'half a character in YAML', body: 'application: "\\U0000d800"\n', headers: yaml, want: '400 body_malformed' },
  { name: 'a wrong type', body: '{"application":7}', want: '422 declaration_invalid' },
  { name: 'no application', body: '{}', want: '422 declaration_invalid' },
  { name: 'an unknown field', body: '{"application":"a","dota":{}}', want: '422 declaration_invalid' },
  {
    name: 'an unknown fact',
    body: '{"application":"a","data":{"d":{"crossBoarder":true}}}',
    want: '422 declaration_invalid',
  },
  {
    name: 'a fact of another type',
    body: '{"application":"a","data":{"d":{"crossBorder":"yes"}}}',
    want: '422 declaration_invalid',
  },
  { name: 'an unknown role', body: '{"application":"a","roles":["banker"]}', want: '422 declaration_invalid' },
  { name: 'an empty list', body: '{"application":"a","roles":[]}', want: '422 declaration_invalid' },
  {
    name: 'a document nobody declared',
    body: '{"application":"a","terms":{"document":"d"}}',
    want: '422 declaration_invalid',
  },
  {
    name: 'an impossible date',
    body: '{"application":"a","orders":{"o":{"kind":"blocking","status":"s","from":"2026-02-30"}}}',
    want: '422 declaration_invalid',
  },
  {
    name: 'a file on our disk',
    body: '{"application":"a","evidence":{"e":{"kind":"public-terms","file":"/etc/passwd"}}}',
    want: '422 declaration_invalid',
  },
  { name: 'a YAML directive', body: '%YAML 1.1\n---\napplication: NO\n', headers: yaml, want: '400 body_malformed' },
  { name: 'a YAML tag', body: 'application: !!binary aGk=\n', headers: yaml, want: '400 body_malformed' },
  { name: 'a YAML bomb', body: bomb, headers: yaml, want: '400 body_malformed' },
  { name: 'a YAML key twice', body: 'application: a\napplication: b\n', headers: yaml, want: '400 body_malformed' },
  { name: 'YAML `__proto__`', body: 'application: a\n__proto__: {x: 1}\n', headers: yaml, want: '400 body_malformed' },
  {
    name: 'two YAML documents',
    body: 'application: a\n---\napplication: b\n',
    headers: yaml,
    want: '400 body_malformed',
  },
  {
    name: 'JSON that says it is a form',
    body: good,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    want: '415 media_type_unsupported',
  },
  {
    name: 'Latin-1',
    body: good,
    headers: { 'content-type': 'application/json; charset=iso-8859-1' },
    want: '415 media_type_unsupported',
  },
  { name: 'no content type', body: good, headers: { 'content-type': '' }, want: '415 media_type_unsupported' },
  {
    name: 'brotli',
    body: good,
    headers: { ...json, ...{ 'content-encoding': 'br' } },
    want: '415 media_type_unsupported',
  },
  { name: 'no gzip', body: good, headers: { ...json, ...{ 'content-encoding': 'gzip' } }, want: '400 body_malformed' },
  {
    name: 'half of gzip',
    body: gzipSync(good).subarray(0, 40),
    headers: { ...json, ...{ 'content-encoding': 'gzip' } },
    want: '400 body_malformed',
  },
  {
    name: 'a gzip bomb',
    body: gzipSync(Buffer.alloc(64_000_000)),
    headers: { ...json, ...{ 'content-encoding': 'gzip' } },
    want: '413 body_too_large',
  },
];
