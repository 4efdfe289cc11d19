import { join } from 'node:path';
import type { Finding } from '../../shared/audit/finding.ts';
import { formatPointer, parsePointer } from '../../shared/declaration/pointer.ts';
import type { Deployment, Resource, Spot } from '../../shared/evidence/deployed/resource.ts';
import type { DeployedEvidence } from '../../shared/evidence/deployed/to-evidence.ts';
import type { Synthesized, SynthSpot } from '../../shared/report/synth.ts';

/** An assembly that was read: its folder, what its files are called by, and what they deploy. */
export type Assembly = { readonly folder: string; readonly name: string; readonly deployment: Deployment };

/** What showed the findings of an audit, by construct and template. */
export function synthesized({ folder, name, deployment }: Assembly, shown: DeployedEvidence): Synthesized {
  const resources = new Map(deployment.resources.map((one) => [one.address, one]));
  const placements = Object.values(shown).flatMap((piece) => piece.placements);
  const spot = (address: string, at: string): SynthSpot => {
    const [file = '', pointer = ''] = at.split(/#(.*)/s);
    return { ...spotOf({ file, pointer }, resources.get(address)), shown: at };
  };
  const spotOf = ({ file, pointer }: Spot, resource?: Resource): Omit<SynthSpot, 'shown'> => {
    const [, logicalId, ...property] = pointer.startsWith('/Resources/') ? parsePointer(pointer) : [];
    return {
      templatePath: join(folder, file.slice(name.length + 1)),
      ...(resource?.construct === undefined ? {} : { constructPath: resource.construct }),
      ...(logicalId === undefined ? {} : { resourceLogicalId: logicalId }),
      ...(property.length === 0 ? {} : { property: property.join('.') }),
    };
  };
  return {
    spotsOf: (finding) => placements.filter(shows(finding)).map(({ resource, at = resource }) => spot(resource, at)),
    unread: deployment.unread.map((one) => ({
      ...spotOf(one),
      shown: `${one.file}#${one.pointer}`,
      because: one.because,
    })),
  };
}

type Placement = DeployedEvidence[string]['placements'][number];

/** Whether a finding is about this placement: by its subject, or by the resource that it says nobody mapped or doubts by. */
const shows =
  ({ subject, because, rule }: Finding) =>
  ({ asset, activity, place, resource }: Placement): boolean => {
    if (asset === undefined) return rule === 'evidence-mapped' && because.includes(`\`${resource}\` at \`${place}\``);
    const about = `${formatPointer(['data', asset, activity])}@`;
    return (
      subject === `${about}${place}` || (subject.startsWith(about) && because.includes(`\`${resource}\` points to`))
    );
  };
