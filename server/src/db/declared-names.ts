// Every name that a declaration brings into some name space: when it comes or goes, whoever looked it up is linked again.
import type { Decl, DeviceDecl } from '../declare/declarations.ts';
import { foldModule } from '../link/index.ts';

export function declaredNames(decl: Decl, acc: Set<string>): void {
  switch (decl.kind) {
    case 'device':
      ofDevice(decl, acc);
      break;
    case 'extend':
      for (const part of decl.target.parts) acc.add(part.text);
      if (decl.adds.kind === 'device') ofDevice(decl.adds, acc);
      break;
    case 'driver':
    case 'module':
      acc.add(decl.name.text);
      acc.add(foldModule(decl.name.text));
      for (const it of decl.flavours) acc.add(it.name.text);
      break;
    case 'bus':
    case 'class':
    case 'contract':
    case 'table':
    case 'iommu':
      acc.add(decl.name.text);
      break;
    default:
  }
}

function ofDevice(decl: DeviceDecl, acc: Set<string>): void {
  acc.add(decl.name.text);
  if (decl.label) acc.add(decl.label.text);
  for (const it of decl.children) ofDevice(it, acc);
}
