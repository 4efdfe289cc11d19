import { describe, expect, test } from 'vitest';
import type { TermsMediaType } from '../../../shared/evidence/terms/media-type.ts';
import { readTerms } from '../../../shared/evidence/terms/read.ts';
import { weighed } from './weighed.ts';

const only = 'All personal data of our users is stored only in India.';

const read = (text: string, mediaType: TermsMediaType) => {
  const { shown, hidden } = readTerms(text, mediaType);
  return { shown: shown.map((one) => one.text), hidden: hidden.map((one) => one.text) };
};

test.each([
  { text: '', want: [] },
  { text: '<p>One <b>and</b> one</p><p>Two', want: ['One and one', 'Two'] },
  { text: 'One<br>and one<ul><li>Two<li>Three</ul>', want: ['One and one', 'Two', 'Three'] },
  { text: '<table><tr><th>Data</th><td>India</td></tr><tr><td>x</td></tr></table>', want: ['Data India', 'x'] },
  { text: 'a &amp; b &#x930;&nbsp;c &lt;p&gt;', want: ['a & b र c <p>'] },
  { text: 'a<script>b</script><style>c</style><!-- d -->e', want: ['ae'] },
  { text: '<p title="a" data-x=\'b\'>c<img alt="d"></p>', want: ['c'] },
  { text: '</p></div>a</b>', want: ['a'] },
  { text: 'a <', want: ['a <'] },
])('HTML $text is read as $want', ({ text, want }) => {
  expect(read(text, 'text/html')).toEqual({ shown: want, hidden: [] });
});

test.each([
  '<p hidden>x</p>',
  '<div hidden><div>x</div></div>',
  '<p aria-hidden="true">x</p>',
  '<p style="display: none">x</p>',
  '<p style="color:#fff">x</p>',
  '<p class="note sr-only">x</p>',
  '<p HIDDEN=hidden>x</p>',
  '<del>x</del>',
  '<s>x</s>',
  '<sup>x</sup>',
  '<template>x</template>',
  '<noscript>x</noscript>',
  '<textarea>x</textarea>',
  '<title>x</title>',
  '<dialog>x</dialog>',
  '<svg><text>x</text></svg>',
  '<style>.a .b, p.c{display:none}</style><p class="c">x</p>',
  '<style>[data-h]{display:none}</style><p data-h>x</p>',
  '<style>p:not(.a):nth-child(2n + 1){display:none}</style><p class="a">x</p>',
  '<style>:not(b){display:none}</style><p>x</p>',
  '<style>.q{dis\\70lay:none}</style><p class="q">x</p>',
  '<style>.q{display:/**/none}</style><p class="q">x</p>',
  '<style>.q{quotes:"}";display:none}</style><p class="q">x</p>',
  '<style>.q{display:none;b{color:red}}</style><p class="q">x</p>',
  '<style>.q{color:white}</style><p class="q">x</p>',
  '<style>.q{font:1px/1 serif}</style><p class="q">x</p>',
  '<style>.q{opacity:.01}</style><p class="q">x</p>',
  '<style>.q{transform:scale(0)}</style><p class="q">x</p>',
  '<style>.q{max-height:0;overflow:clip}</style><p class="q">x</p>',
  '<p style="font-size:1px">x</p>',
  '<p style="margin-left:-9999px">x</p>',
  '<p style="dis\\70lay:none">x</p>',
  '<font color="white">x</font>',
  '<p id="n">x</p><style>@media screen { #n { visibility: hidden } }</style>',
])('what %s may hide is not shown, and can doubt', (text) => {
  expect(read(`${text}y`, 'text/html')).toEqual({ shown: ['y'], hidden: ['x'] });
});

test.each([
  { text: '# One\nTwo', want: ['One', 'Two'] },
  { text: '**All** _data_ is `here`', want: ['All data is here'] },
  { text: '> All data\n> is here', want: ['All data is here'] },
  { text: 'See [our *list*](https://a.example/b_c) now', want: ['See our list now'] },
  { text: '| a | b |\n| c | d |\n', want: ['a b', 'c d'] },
  { text: '1. One\n2. Two', want: ['1. One', '2. Two'] },
  { text: 'a &amp; b \\* c', want: ['a & b * c'] },
  { text: 'snake_case_name', want: ['snake_case_name'] },
])('Markdown $text is read as $want', ({ text, want }) => {
  expect(read(text, 'text/markdown')).toEqual({ shown: want, hidden: [] });
});

describe.each(['text/markdown', 'text/plain'] as const)('%s', (mediaType) => {
  test.each([
    `[//]: # (${only})`,
    `[a]:\n/b\n"${only}"`,
    `See [a](b "${only}")`,
    `![${only}](b.png)`,
    `~~${only}~~`,
    `---\ntitle: ${only}\n---\nx`,
    `\`\`\` ${only}\nx\n\`\`\``,
    `<!-- ${only} -->`,
    `<p hidden>${only}</p>`,
    `<a title="${only}">x</a>`,
    `{% comment %}\n\n${only}\n\n{% endcomment %}`,
  ])('what %s may hide is not what the terms say', (text) => {
    expect(weighed(`Terms.\n\n${text}\n`, only, mediaType).says).not.toBe(true);
  });

  test('what HTML would hide, and Markdown may show, can doubt', () => {
    const text = `${only}\n\nThe mark \`<!--\` begins a comment.\n\nYour data is stored in Singapore.`;
    expect(weighed(text, only, mediaType).says).toBe('unknown');
  });
});

test('a quote may run across tags, entities and lines', () => {
  const text = '<p>All personal&nbsp;data of our\n users is <b>stored <i>only</i></b> in&#32;India.</p>';
  expect(weighed(text, only, 'text/html').says).toBe(true);
});

test('a word of a quote that may not be seen, or may, is left to a person', () => {
  const text = only.replace('stored', 'stored <span style="opacity:.9">not</span>');
  expect(weighed(text, only, 'text/html').says).toBe('unknown');
});

describe('positions', () => {
  test.each([
    { mediaType: 'text/plain', text: `One.\n\n  Two. ${only}`, want: { line: 3, column: 8 } },
    { mediaType: 'text/markdown', text: `# One\n\n**Two.** ${only}`, want: { line: 3, column: 10 } },
    { mediaType: 'text/html', text: `<h1>One</h1>\n<p>&amp; two. <b>${only}</b>`, want: { line: 2, column: 18 } },
  ] as const)('of a quote in $mediaType are those of the document', ({ mediaType, text, want }) => {
    expect(weighed(text, only, mediaType).found?.quote).toEqual(want);
  });

  test('of a sentence are those of the document, and it is shown with why', () => {
    const text = `<p>${only}</p>\n\n<ul>\n  <li>Your data is stored in <b>Singapore</b>.</li></ul>`;
    expect(weighed(text, only, 'text/html').found?.sentences).toEqual([
      {
        sentence: 'Your data is stored in Singapore.',
        why: 'country',
        named: 'Singapore',
        contradicts: true,
        line: 4,
        column: 7,
      },
    ]);
  });
});

test('twenty sentences are shown, contradictions first, and the rest are counted', () => {
  const maybe = Array.from({ length: 30 }, (_, index) => `Data ${index} may be stored in Singapore.`);
  const { found, against } = weighed([only, ...maybe, 'Your data is stored in Japan.'].join('\n\n'), only);
  expect(found).toMatchObject({ more: 11 });
  expect(found?.sentences[0]).toMatchObject({ named: 'Japan', contradicts: true });
  expect(found?.sentences).toHaveLength(20);
  expect(against).toBe('the public terms also say, in line 63: "Your data is stored in Japan."');
});

test('of a long sentence the part that names the place is shown', () => {
  const long = `${'We keep your data safe and sound and '.repeat(20)}store it in Singapore.`;
  const [shown] = weighed(`${only}\n\n${long}`, only).found?.sentences ?? [];
  expect(shown?.sentence).toMatch(/^….*Singapore\.$/);
  expect(shown?.sentence.length).toBeLessThanOrEqual(202);
});
