export { SettingsError, type SettingsProblemCode, type SettingsProblems } from './errors.ts';
export { openRepositoryBook, type RepositoryBook } from './repository-book.ts';
