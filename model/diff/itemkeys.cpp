// SPDX-License-Identifier: MIT
#include "model/diff/itemkeys.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace spectap {

namespace {

constexpr int MostCandidates = 4; ///< tried per array

bool looksLikeId(QByteArrayView key)
{
    constexpr std::array<QByteArrayView, 5> Names{"id", "sku", "key", "code", "uuid"};
    return std::find(Names.begin(), Names.end(), key) != Names.end() || key.endsWith("_id") ||
           key.endsWith("Id") || key.endsWith("ID");
}

} // namespace

std::vector<std::string_view> itemNames(const JsonTape &tape, quint32 array, QByteArrayView key)
{
    std::vector<std::string_view> names;
    names.reserve(tape[array].children);
    std::unordered_set<std::string_view> seen;
    for (quint32 item = array + 1; item < tape[array].next; item = tape[item].next) {
        if (tape[item].kind != JsonKind::Object)
            return {};
        const quint32 node = tape.find(item, key);
        if (node == JsonTape::None ||
            (tape[node].kind != JsonKind::String && tape[node].kind != JsonKind::Number))
            return {};
        const QByteArrayView text = tape.string(node);
        const std::string_view name(text.data(), static_cast<std::size_t>(text.size()));
        if (!seen.insert(name).second)
            return {};
        names.push_back(name);
    }
    return names;
}

std::vector<QByteArray> itemKeysOf(const JsonTape &tapeA, quint32 a, const JsonTape &tapeB, quint32 b)
{
    std::vector<QByteArray> keys;
    if (tapeA[a].children == 0 || tapeB[b].children == 0 || tapeA[a + 1].kind != JsonKind::Object)
        return keys;
    int tried = 0;
    for (quint32 node = a + 2; node < tapeA[a + 1].next && tried < MostCandidates; node = tapeA[node].next) {
        const QByteArrayView key = tapeA.key(node);
        if (!looksLikeId(key))
            continue;
        ++tried;
        if (!itemNames(tapeA, a, key).empty() && !itemNames(tapeB, b, key).empty() &&
            std::find(keys.begin(), keys.end(), key) == keys.end())
            keys.push_back(key.toByteArray());
    }
    return keys;
}

} // namespace spectap
