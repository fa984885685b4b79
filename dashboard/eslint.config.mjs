import js from '@eslint/js';
import a11y from 'eslint-plugin-jsx-a11y';
import hooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import ts from 'typescript-eslint';

export default ts.config({ ignores: ['dist', 'node_modules'] }, js.configs.recommended, {
  files: ['**/*.{ts,tsx}'],
  extends: [
    ...ts.configs.strictTypeChecked,
    ...ts.configs.stylisticTypeChecked,
    hooks.configs.flat.recommended,
    a11y.flatConfigs.strict,
  ],
  languageOptions: { parserOptions: { projectService: true }, globals: globals.browser },
  rules: {
    '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    'max-lines': ['error', 300],
  },
});
