// SPDX-License-Identifier: MIT
// Anything at all as an import: by what it seems to be, and by each reader whatever it seems to be.
#include "model/session/imports/documentreader.h"
#include "model/session/imports/httptext.h"
#include "model/session/imports/importreader.h"

#include <QBuffer>

#include <cstdint>
#include <cstdlib>

using namespace spectap;

namespace {

/// Looks at every byte it is given, so that a view of the wrong bytes is noticed.
class Looking final : public ImportSink
{
public:
    bool request(ImportedRequest &&found) override
    {
        look(found.request.body);
        look(found.place.text);
        return true;
    }
    bool problem(ImportProblem &&found) override
    {
        if (found.offset < 0 || found.line < 1 || found.reason.isEmpty())
            std::abort();
        return true;
    }
    bool flush() override { return true; }

private:
    void look(QByteArrayView bytes)
    {
        for (const char byte : bytes)
            m_sum += static_cast<unsigned char>(byte);
    }
    unsigned m_sum = 0;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    QByteArray input(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    Looking sink;
    for (int reader = 0; reader < 3; ++reader) {
        QBuffer device(&input);
        if (!device.open(QIODevice::ReadOnly))
            std::abort();
        ByteWindow window(device, [] { return true; });
        switch (reader) {
        case 0:
            (void)ImportReader(device, sink).read();
            break;
        case 1:
            (void)DocumentReader(window, sink).read();
            break;
        default:
            (void)HttpTextReader(window, sink).read();
        }
    }
    return 0;
}
