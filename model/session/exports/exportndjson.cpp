// SPDX-License-Identifier: MIT
#include "model/session/exports/exporttext.h"
#include "model/session/exports/exportwriter.h"

namespace spectap {

namespace {

class NdjsonWriter final : public ExportWriter
{
public:
    Result<void> add(ExportOutput &out, const StoredCallDetail &detail) override
    {
        appendOnOneLine(out.text(), detail.raw());
        out.text() += '\n';
        return {};
    }
};

} // namespace

std::unique_ptr<ExportWriter> makeNdjsonWriter()
{
    return std::make_unique<NdjsonWriter>();
}

} // namespace spectap
