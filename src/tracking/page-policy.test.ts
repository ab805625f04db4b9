import { expect, it } from 'vitest';
import { watchPagePolicy } from './page-policy.ts';

function violation(blockedURI: string): Event {
  return Object.assign(new Event('securitypolicyviolation'), { blockedURI });
}

it('knows the origins that the policy of the page held back', () => {
  const scope = new EventTarget();
  const isHeldBack = watchPagePolicy(scope);
  const asked = new URL('https://other.test/ml/version');
  expect(isHeldBack(asked)).toBe(false);
  scope.dispatchEvent(violation('https://other.test/ml/ajax-api'));
  scope.dispatchEvent(violation('eval'));
  expect(isHeldBack(asked)).toBe(true);
  expect(isHeldBack(new URL('https://third.test/'))).toBe(false);
});
