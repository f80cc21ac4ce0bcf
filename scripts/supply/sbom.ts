import { z } from 'zod';
import { shipped } from './licences';
import type { Lock } from './lock';

const named = z.looseObject({ 'bom-ref': z.string(), name: z.string(), version: z.string() });

const document = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  metadata: z.looseObject({ component: z.looseObject({ name: z.string() }) }),
  components: z.array(named),
  dependencies: z.array(z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()) })),
});

/**
 * The bill of what ships, of the one that npm makes of everything: asked to leave out what is for
 * development alone, npm also leaves out what development needs as well. Throws where anything that
 * ships is not in there; builds for other platforms may be missing.
 */
export function sbomOfShipped(everything: unknown, lock: Lock): z.output<typeof document> {
  const all = document.parse(everything);
  const ships = new Set(shipped(lock).map(({ name, version }) => `${name}@${version}`));
  const components = all.components.filter(({ name, version }) => ships.has(`${name}@${version}`));
  const listed = new Set(components.map(({ name, version }) => `${name}@${version}`));
  const lacking = shipped(lock).filter(
    ({ name, version, place }) =>
      !lock.packages[place]?.optional && !listed.has(`${name}@${version}`),
  );
  if (lacking.length > 0) {
    throw new Error(`npm sbom left out ${lacking.map(({ name }) => name).join(', ')}.`);
  }
  const refs = new Set(components.map((one) => one['bom-ref']));
  const own = all.metadata.component['bom-ref'];
  const dependencies = all.dependencies
    .filter(({ ref }) => refs.has(ref) || ref === own)
    .map((one) => ({ ...one, dependsOn: one.dependsOn.filter((ref) => refs.has(ref)) }));
  return {
    ...all,
    metadata: { ...all.metadata, component: { ...all.metadata.component, name: 'switchyard' } },
    components,
    dependencies,
  };
}
