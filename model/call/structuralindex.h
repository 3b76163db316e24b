// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>

#include <memory>

namespace spectap {

/// Where the tokens of a JSON text start: brackets, commas, colons, opening quotes and the first byte of
/// every number or literal, found by simdjson's first stage (the SIMD kernel is picked at run time).
///
/// The one place that touches simdjson: its stage is not public API, so nothing of it leaves this file.
/// Works with simdjson 3.0 up; needs no padding behind the text. Memory is kept from text to text.
class StructuralIndex
{
public:
    StructuralIndex();
    ~StructuralIndex();
    Q_DISABLE_COPY_MOVE(StructuralIndex)

    enum class Outcome : quint8
    {
        Indexed, ///< the strings are closed and clean, the text is UTF-8
        Refused, ///< one of these is not so; this stage does not know where
        OutOfMemory,
    };
    [[nodiscard]] Outcome scan(QByteArrayView text);

    /// size() ascending offsets, and behind them one more that holds the length of the text.
    [[nodiscard]] const quint32 *offsets() const;
    [[nodiscard]] quint32 size() const;

    /// Gives back what a single huge text made it allocate.
    void shrink();

private:
    struct Stage;
    std::unique_ptr<Stage> m_stage;
};

} // namespace spectap
