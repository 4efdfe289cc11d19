/*
 * Loaded into the service before it starts (`--import`), to be asked from outside how it is. It holds nothing open and
 * changes nothing.
 */
const collect = 'gc' in globalThis && typeof globalThis.gc === 'function' ? globalThis.gc : () => undefined;

process.on('message', (question) => {
  if (question === 'settled') for (let n = 0; n < 3; n++) collect();
  const { rss, heapUsed, external } = process.memoryUsage();
  const resources: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) resources[kind] = (resources[kind] ?? 0) + 1;
  process.send?.({ rss, heapUsed, external, resources, loop: performance.eventLoopUtilization() });
});
process.channel?.unref();
