// SPDX-License-Identifier: MIT
#include "model/call/structuralindex.h"

#include <simdjson.h>

#include <algorithm>

namespace spectap {

namespace {
constexpr std::size_t FirstCapacity = 64 * 1024;
constexpr std::size_t KeptCapacity = 4 * 1024 * 1024;
} // namespace

struct StructuralIndex::Stage
{
    std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;

    [[nodiscard]] bool reserve(std::size_t size)
    {
        if (parser && parser->capacity() >= size)
            return true;
        const std::size_t grown = parser ? 2 * parser->capacity() : FirstCapacity;
        const std::size_t capacity =
            std::min<std::size_t>(std::max(size, grown), simdjson::SIMDJSON_MAXSIZE_BYTES);
        if (parser)
            return parser->set_capacity(capacity) == simdjson::SUCCESS;
        // The depth sizes buffers of simdjson's second stage, which is not used.
        return simdjson::get_active_implementation()->create_dom_parser_implementation(capacity, 1, parser) ==
               simdjson::SUCCESS;
    }
};

StructuralIndex::StructuralIndex()
    : m_stage(std::make_unique<Stage>())
{
}

StructuralIndex::~StructuralIndex() = default;

StructuralIndex::Outcome StructuralIndex::scan(QByteArrayView text)
{
    const auto size = static_cast<std::size_t>(text.size());
    if (!m_stage->reserve(size))
        return Outcome::OutOfMemory;
    simdjson::internal::dom_parser_implementation &parser = *m_stage->parser;
    const auto *bytes = reinterpret_cast<const uint8_t *>(text.data());
    if (parser.stage1(bytes, size, simdjson::stage1_mode::regular) != simdjson::SUCCESS)
        return Outcome::Refused;
    parser.structural_indexes[parser.n_structural_indexes] = static_cast<quint32>(size);
    return Outcome::Indexed;
}

const quint32 *StructuralIndex::offsets() const
{
    return m_stage->parser->structural_indexes.get();
}

quint32 StructuralIndex::size() const
{
    return m_stage->parser->n_structural_indexes;
}

void StructuralIndex::shrink()
{
    if (m_stage->parser && m_stage->parser->capacity() > KeptCapacity)
        m_stage->parser.reset();
}

} // namespace spectap
