import { sha256 } from '../../shared/canonical.ts';
import { answered } from './declarations.ts';

/** Where applications are, the first ones most often. */
const homes = [
  ...['aws/ap-south-1', 'yotta/nm1', 'azure/centralindia', 'gcp/asia-south1', 'aws/ap-south-2', 'azure/southindia'],
  ...['yotta/d1', 'oci/ap-mumbai-1', 'gcp/asia-south2', 'azure/westindia', 'oci/ap-hyderabad-1'],
];
/** More sites than an audit is filed under. */
const everywhere = [...homes, 'ctrls/mum-dc1', 'ctrls/hyd-dc1', 'esds/nashik'];
const abroad = 'aws/ap-southeast-1';

const quote = 'We keep the data of our customers only in India.';
const digest = sha256(quote);
const said = {
  terms: { storedOnlyIn: ['IN'], quote, document: 'terms' },
  evidence: { terms: { kind: 'public-terms', mediaType: 'text/plain', sha256: digest, text: quote } },
};

/** One application's declarations, one after the other: it stays where it is and what it is, its faults come and go. */
export function declarer(application: string, random: () => number): (instant: number) => object {
  const one = () => homes[Math.floor(homes.length * random() ** 2.5)] ?? '';
  const [home, second, third] = [one(), one(), one()];
  const [paying, wide] = [random() < 0.4, random() < 0.01];
  return (instant) => {
    const [faulty, silent] = [random() < 0.15, random() < 0.25];
    const own = { store: wide ? everywhere : home, backup: second, process: random() < 0.3 ? third : home };
    const data = {
      profile: {
        category: 'user.contact',
        contexts: 'none',
        ...own,
        log: faulty ? [home, abroad] : home,
        none: nowhere,
      },
      logs: answered.data.logs,
      ...(paying && { payments: payments(home, second, faulty && random() < 0.5) }),
    };
    const documents = { terms: { kind: 'public-terms', sha256: digest }, ...(paying && reports(instant)) };
    const roles = paying ? answered.roles : ['firm'];
    const complete = silent ? ['roles'] : answered.complete;
    const { owners, facts } = answered;
    return { application, roles, owners, facts, data, ...said, documents, complete };
  };
}

function payments(home: string, second: string, faulty: boolean): object {
  const { process: _, ...all } = answered.data.payments;
  const places = { store: home, backup: second, process: home, log: faulty ? abroad : home, 'manage-keys': home };
  return { ...all, ...places };
}

const nowhere = answered.data.logs.none;
const month = 30 * 24 * 60 * 60 * 1000;

function reports(instant: number): object {
  const { sar, certificate } = answered.documents;
  return { sar, certificate: { ...certificate, issued: new Date(instant - month).toISOString().slice(0, 10) } };
}
