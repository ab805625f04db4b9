import type { RegistryRights } from '../../parts/registry/use-registry-rights.ts';
import css from './models.module.css';

/** At the end of a menu: why not all of it is possible. Who may take things away may do all the rest. */
export function Cannot({ rights }: { readonly rights: RegistryRights }) {
  return rights.delete.canWrite ? null : <p className={css.cannot}>{rights.delete.reason}</p>;
}
