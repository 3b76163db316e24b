// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/jsontape.h"

#include <QByteArray>

#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

namespace spectap {

/// What is inside the strings of a call that are JSON themselves, and inside the strings in there. Nothing is
/// read before somebody asks for what is below an item. Items are numbered: those below `base` are whatever
/// the strings belong to, the values found get the numbers from there on.
class InnerValues
{
public:
    struct Value
    {
        const JsonTape *tape = nullptr;
        quint32 node = 0;
        quint32 parent = 0; ///< item
        int row = 0;        ///< among its siblings
    };

    /// Forgets everything.
    void reset(quint32 base);
    [[nodiscard]] bool isInner(quint32 item) const { return item >= m_base; }
    [[nodiscard]] const Value &value(quint32 item) const { return m_values[item - m_base]; }
    /// The values directly below `item`, which is node `node` of `tape`: of a string those of the object or
    /// array that it spells. Valid until the next call.
    [[nodiscard]] std::span<const quint32> below(quint32 item, const JsonTape &tape, quint32 node);
    /// The name of a member, or the number of an item of an array.
    [[nodiscard]] QByteArray nameOf(quint32 item) const;
    /// Where an item is inside the string it was read from: RFC 6901.
    [[nodiscard]] QByteArray pointerOf(quint32 item) const;

private:
    /// A string read as JSON. Its tape points into its bytes.
    struct Text
    {
        QByteArray bytes;
        JsonTape tape;
    };
    std::vector<quint32> list(quint32 item, const JsonTape &tape, quint32 node);

    quint32 m_base = 0;
    std::vector<Value> m_values;
    std::vector<std::unique_ptr<Text>> m_texts;
    std::unordered_map<quint32, std::vector<quint32>> m_below; ///< by item
};

} // namespace spectap
