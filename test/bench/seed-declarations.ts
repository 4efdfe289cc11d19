import { answered } from './declarations.ts';

/** Where applications are, the first ones most often. */
const homes = [
  ...['aws/ap-south-1', 'azure/centralindia', 'gcp/asia-south1', 'yotta/nm1', 'aws/ap-south-2', 'ctrls/mum-dc1'],
  ...['azure/southindia', 'yotta/d1', 'equinix-india/mb1', 'ctrls/hyd-dc1', 'esds/nashik', 'equinix-india/mb2'],
  ...['ctrls/noida-dc1', 'iron-mountain-india/mum-1', 'equinix-india/cn1', 'linode/ap-west', 'ctrls/blr-dc1'],
];
const abroad = ['aws/ap-southeast-1', 'aws/us-east-1'];

/** One application's declarations, one after the other: it stays where it is and what it is, its faults come and go. */
export function declarer(application: string, random: () => number): () => object {
  const one = () => homes[Math.floor(homes.length * random() ** 2.5)] ?? '';
  const [home, second, third] = [one(), one(), one()];
  const paying = random() < 0.4;
  const wide = random() < 0.01;
  const { payments, profile } = answered.data;
  return () => {
    const faulty = random() < 0.15;
    const silent = random() < 0.25;
    const placed = {
      store: wide ? homes : home,
      backup: second,
      process: home,
      log: faulty ? [home, abroad[0]] : home,
    };
    const { process: _, ...paid } = payments;
    const data = {
      profile: { ...profile, ...placed, ...(random() < 0.3 && { process: third }) },
      ...(paying && {
        payments: { ...paid, store: home, backup: second, process: home, log: home, 'manage-keys': home },
      }),
    };
    const { documents, owners } = answered;
    const roles = paying ? answered.roles : ['company'];
    const complete = silent ? ['roles'] : answered.complete;
    return { application, roles, owners, data, complete, ...(paying && { documents }) };
  };
}
