#!/usr/bin/env node
import process from 'node:process';

/** The command as it is packed: an older Node is told so here, where it would stumble over what it cannot parse. */
const oldest = 22;
const [major = '0'] = process.versions.node.split('.');
if (Number(major) >= oldest) await import('./nivas.ts');
else {
  process.stderr.write(`nivas: this is Node ${process.versions.node}, and nivas needs Node ${oldest} or newer\n`);
  process.exitCode = 1;
}
