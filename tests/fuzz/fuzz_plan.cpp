// SPDX-License-Identifier: MIT
// A plan, a line with nothing but a percent sign, and the calls to check by it.
#include "tests/spec/planmutator.h"

#include <cstdint>
#include <cstdlib>

using namespace spectap;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const qsizetype middle = input.indexOf("\n%\n");
    if (middle < 0)
        return 0;
    const Result<TrackingPlan> plan = TrackingPlan::read(input.first(middle), QStringLiteral("plan.json"));
    if (plan && !test::judge(*plan, input.sliced(middle + 3)).problem.isEmpty())
        std::abort();
    return 0;
}
