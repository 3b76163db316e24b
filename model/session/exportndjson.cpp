// SPDX-License-Identifier: MIT
#include "model/session/exportwriter.h"

#include <algorithm>

namespace spectap {

namespace {

class NdjsonWriter final : public ExportWriter
{
public:
    void add(QByteArray &out, const StoredCallDetail &detail) override
    {
        const QByteArrayView raw = detail.raw();
        const auto isBreak = [](char c) { return c == '\n' || c == '\r'; };
        // In JSON a raw line break can only stand between tokens: inside strings it is escaped.
        if (std::none_of(raw.begin(), raw.end(), isBreak)) {
            out.append(raw);
        } else {
            for (qsizetype i = 0; i < raw.size(); ++i) {
                if (raw[i] == '\n' && i > 0 && raw[i - 1] == '\r')
                    continue; // CR LF is one line break
                out += isBreak(raw[i]) ? ' ' : raw[i];
            }
        }
        out += '\n';
    }
};

} // namespace

std::unique_ptr<ExportWriter> makeNdjsonWriter()
{
    return std::make_unique<NdjsonWriter>();
}

} // namespace spectap
