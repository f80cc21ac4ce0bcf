import { didYouMean, FILE_KINDS, isFileKind, jsonSchemaOf } from '../../../lib/domain/policy-files';
import { CommandError, EXIT, type Exit } from '../errors';
import { json, type Output } from '../output';

/** `switchyard schema [NAME]`: the JSON Schema of a kind of file, or the names of all. */
export function schema(output: Output, { name }: { name?: string }): Exit {
  if (name === undefined) {
    output.out(FILE_KINDS.join('\n'));
    return EXIT.fine;
  }
  if (!isFileKind(name)) {
    throw new CommandError(`There is no schema "${name}".${didYouMean(name, FILE_KINDS)}`);
  }
  output.out(json(jsonSchemaOf(name)));
  return EXIT.fine;
}
