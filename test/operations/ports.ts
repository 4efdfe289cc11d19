import { evidenceMap } from '../../shared/adapters/local/evidence-map.ts';
import { recordMap } from '../../shared/adapters/local/record-map.ts';
import { type Rulebook, releaseRulebook } from '../../shared/policy/release.ts';
import type { Catalogue, Ports, RecordStore, Submission } from '../../shared/ports.ts';

const release = releaseRulebook();

export type Calls = { readonly [name in 'register' | 'head' | 'submit' | 'recorded' | 'audit' | 'catalogue']: number };

/** Ports in memory, with a clock to set, a count of every call, and what was really recorded. */
export function memoryPorts(records: RecordStore = recordMap(), rules: Rulebook = release) {
  const catalogue: Catalogue = { n: 7, ...rules };
  const calls = { register: 0, head: 0, submit: 0, recorded: 0, audit: 0, catalogue: 0 };
  const made: { id: string; statement: string }[] = [];
  const submissions: Submission[] = [];
  const clock = { now: '2026-11-22T09:00:00.000Z' };
  const evidence = evidenceMap(() => new Date(clock.now));
  let nonces = 0;
  const counted: RecordStore = {
    register: async (registration) => {
      calls.register++;
      const recorded = await records.register(registration);
      if (recorded === 'made') made.push(registration);
      return recorded;
    },
    head: (tenant, application) => {
      calls.head++;
      return records.head(tenant, application);
    },
    submit: async (submission, head) => {
      calls.submit++;
      const recorded = await records.submit(submission, head);
      if (recorded === 'made') {
        made.push(submission);
        submissions.push(submission);
      }
      return recorded;
    },
    audit: (tenant, id) => {
      calls.audit++;
      return records.audit(tenant, id);
    },
    recorded: (request) => {
      calls.recorded++;
      return records.recorded(request);
    },
    declaration: records.declaration,
    holder: records.holder,
    audits: records.audits,
    applications: records.applications,
  };
  const ports: Ports = {
    records: counted,
    catalogue: {
      current: async () => {
        calls.catalogue++;
        return catalogue;
      },
      knownAt: async () => catalogue,
    },
    evidence,
    now: () => new Date(clock.now),
    nonce: () => String(nonces++).padStart(64, '0'),
  };
  return { ports, evidence, calls, made, submissions, clock };
}

/** A port that a function under test must not touch. */
export const untouched: RecordStore = {
  register: () => Promise.reject(new Error('register was called')),
  head: () => Promise.reject(new Error('head was called')),
  submit: () => Promise.reject(new Error('submit was called')),
  audit: () => Promise.reject(new Error('audit was called')),
  recorded: () => Promise.reject(new Error('recorded was called')),
  declaration: () => Promise.reject(new Error('declaration was called')),
  holder: () => Promise.reject(new Error('holder was called')),
  audits: () => Promise.reject(new Error('audits was called')),
  applications: () => Promise.reject(new Error('applications was called')),
};
