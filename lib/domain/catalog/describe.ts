import {
  API_VERSION,
  componentEntry,
  componentsWith,
  featureEntry,
  featuresOf,
  KNOWN_BUT_NOT_SENT,
  PREVIEW_API_VERSION,
  type Preview,
} from '.';
import { sentenceOf } from './sentences';

/**
 * The catalog as data: what the API answers and what files and tools are checked against. Preview
 * components stand in it only where the installation has opted in, each marked `preview`.
 */
export function describeCatalog(preview: Preview | null = null) {
  return {
    apiVersion: API_VERSION,
    ...(preview && { previewApiVersion: PREVIEW_API_VERSION }),
    components: Object.fromEntries(
      componentsWith(preview).map((name) => {
        const features = featuresOf(name, preview).map((feature) => [
          feature,
          { sentence: sentenceOf(name, feature), ...featureEntry(name, feature) },
        ]);
        const sentence = sentenceOf(name);
        return [
          name,
          { sentence, ...componentEntry(name), features: Object.fromEntries(features) },
        ];
      }),
    ),
    knownButNotSent: KNOWN_BUT_NOT_SENT,
  };
}
