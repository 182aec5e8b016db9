// The subcommands, one a file.
#pragma once

#include "tools/cli/arguments.h"

namespace mapsim::cli {

extern const Command kRun;
extern const Command kCheck;
extern const Command kList;
extern const Command kShow;
extern const Command kDecode;
extern const Command kEncode;
extern const Command kRelink;
extern const Command kAnonymize;
extern const Command kFlow;
extern const Command kCompare;
extern const Command kLint;
extern const Command kFormat;
extern const Command kNew;
extern const Command kImport;
extern const Command kCorpus;
extern const Command kVerify;
extern const Command kServe;

}  // namespace mapsim::cli
