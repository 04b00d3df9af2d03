// The sample contracts of the repository, part of the build.

import enPdf from "../../examples/contract-en.pdf?url";
import enPlan from "../../examples/contract-en.plan.json?url";
import zhPdf from "../../examples/contract-zh.pdf?url";
import zhPlan from "../../examples/contract-zh.plan.json?url";

export const samples = {
  zh: { name: "contract-zh.pdf", url: zhPdf, plan: zhPlan },
  en: { name: "contract-en.pdf", url: enPdf, plan: enPlan },
};
