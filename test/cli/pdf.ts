/** A PDF of pages of lines, as small as one can be. `locked`: encrypted under a password that nobody knows. */
export function pdfOf(pages: readonly (readonly string[])[], { locked = false } = {}): Uint8Array {
  const kids = pages.map((_, index) => `${4 + 2 * index} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...pages.flatMap((lines, index) => {
      const drawn = lines.map((line) => `(${line.replace(/[()\\]/g, '\\$&')}) Tj T*`).join('\n');
      const content = lines.length === 0 ? '0 0 100 100 re f' : `BT /F1 12 Tf 72 720 Td 14 TL\n${drawn}\nET`;
      const font = '/Resources << /Font << /F1 3 0 R >> >>';
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] ${font} /Contents ${5 + 2 * index} 0 R >>`,
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      ];
    }),
    ...(locked ? [`<< /Filter /Standard /V 1 /R 2 /P -44 /O <${'ab'.repeat(32)}> /U <${'cd'.repeat(32)}> >>`] : []),
  ];
  const starts: number[] = [];
  let file = '%PDF-1.4\n';
  for (const [index, body] of objects.entries()) {
    starts.push(file.length);
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
  }
  const rows = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('');
  const lock = locked ? `/Encrypt ${objects.length} 0 R /ID [<00> <00>]` : '';
  const end = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${lock} >>\nstartxref\n${file.length}\n%%EOF\n`;
  return new TextEncoder().encode(`${file}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}${end}`);
}
