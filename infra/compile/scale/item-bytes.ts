/**
 * How many bytes DynamoDB counts for an item, by the rules of its developer guide ("DynamoDB item sizes and formats"):
 * names and texts in UTF-8, binary as it is, a number a byte for two digits and one more, a truth value one, a list or
 * map three and one for each element.
 */
export const itemBytes = (item: Readonly<Record<string, unknown>>): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);

function valueBytes(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return Math.ceil(String(Math.abs(value)).replace(/^0|\D/g, '').length / 2) + 1;
  if (value instanceof Uint8Array) return value.length;
  if (Array.isArray(value)) return 3 + value.reduce((sum, element) => sum + 1 + valueBytes(element), 0);
  if (typeof value === 'object' && value !== null)
    return (
      3 + Object.entries(value).reduce((sum, [name, inner]) => sum + 1 + Buffer.byteLength(name) + valueBytes(inner), 0)
    );
  return 1;
}
