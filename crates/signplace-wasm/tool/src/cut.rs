//! Takes tables out of the module's data, so that the page need not wait for them: they are written into its memory later,
//! at the address where they were cut out (npm/src/engine.ts).

use walrus::ir::Value;
use walrus::{ConstExpr, DataKind, Module};

/// Cuts `table` out of the module's data; the address in memory where it belongs.
///
/// Fails when it is not there, or more than once.
pub(crate) fn cut(module: &mut Module, table: &[u8]) -> Result<u32, String> {
    let mut found = Vec::new();
    for data in module.data.iter() {
        let DataKind::Active { offset: ConstExpr::Value(Value::I32(base)), .. } = data.kind else { continue };
        let at = data.value.windows(table.len()).position(|window| window == table);
        found.extend(at.map(|at| (data.id(), base.cast_unsigned(), at)));
    }
    let [(id, base, at)] = found[..] else {
        return Err(format!("a table of {} bytes is in the module's data {} times", table.len(), found.len()));
    };
    let rest = module.data.get_mut(id).value.split_off(at).split_off(table.len());
    let DataKind::Active { memory, .. } = module.data.get(id).kind else { return Err("passive data".to_owned()) };
    let place = |offset: usize| u32::try_from(offset).map(|offset| base + offset).map_err(|why| why.to_string());
    let behind = place(at + table.len())?.cast_signed();
    module.data.add(DataKind::Active { memory, offset: ConstExpr::Value(Value::I32(behind)) }, rest);
    place(at)
}
