import { problemLine, readPolicy } from '../../../lib/domain/policy-files';
import { EXIT, type Exit } from '../errors';
import { FOLDER, readFolder } from '../folder';
import { counted, json, type Output } from '../output';

/** `switchyard validate [DIR]`: whether files are right, as far as can be told without a platform. */
export async function validate(
  output: Output,
  { folder = FOLDER, asJson }: { folder?: string; asJson: boolean },
): Promise<Exit> {
  const { files, strangers } = await readFolder(folder);
  const problems = readPolicy(files).problems.map((one) => ({
    ...one,
    file: `${folder}/${one.file}`,
  }));
  if (asJson) output.out(json({ files: [...files.keys()], strangers, problems }));
  else for (const problem of problems) output.out(problemLine(problem));
  if (strangers.length > 0) {
    output.note(`Not files of a policy, and not read: ${strangers.join(', ')}.`);
  }
  if (!asJson) {
    const words = problems.length === 0 ? 'nothing is wrong' : counted(problems.length, 'problem');
    output.note(`${counted(files.size, 'file')}: ${words}.`);
  }
  return problems.length > 0 ? EXIT.error : EXIT.fine;
}
