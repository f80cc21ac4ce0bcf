export { changesOf } from './chunks';
export { type EditInput, type Planned, planEdits } from './edits';
export { type Problem, problemLine } from './parse-file';
export type { AccountInFile, PlatformPolicy, PolicyInFiles } from './policy';
export { isPolicyPath, readPolicy } from './read';
export { FILE_KINDS, type FileKind, isFileKind, jsonSchemaOf } from './schemas';
export { didYouMean } from './suggest';
export { accountLines, accountsHead, schemaLine, templatePath, writePolicy } from './write';
