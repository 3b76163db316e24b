// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/jsontape.h"

#include <QString>

#include <vector>

namespace spectap {

/// A JSON value on its way into source code: with its key, and apart from the tape, so that it can be
/// changed.
struct CodeValue
{
    QString key; ///< as a member of an object
    JsonKind kind = JsonKind::Null;
    QByteArray json; ///< of a number: as sent, with every digit
    QString text;    ///< of a string; half of a surrogate pair stays what it is
    std::vector<CodeValue> items{};
    QString code;          ///< stands for the value, in the language that is written
    QString comment;       ///< instead of a value: what belongs here
    bool repeated = false; ///< its key was there before, with another value

    static CodeValue of(const JsonTape &tape, quint32 node);
    static CodeValue ofJson(QByteArrayView json); ///< null when that is none
    static CodeValue ofText(const QString &text);
    static CodeValue ofCode(const QString &code);
    static CodeValue object();

    [[nodiscard]] bool isNull() const { return kind == JsonKind::Null && code.isEmpty(); }
    [[nodiscard]] bool isString() const { return kind == JsonKind::String && code.isEmpty(); }
    [[nodiscard]] bool isObject() const { return kind == JsonKind::Object && code.isEmpty(); }
    [[nodiscard]] bool isContainer() const
    {
        return isObject() || (kind == JsonKind::Array && code.isEmpty());
    }

    /// The member named `name`; null: there is none.
    [[nodiscard]] const CodeValue *find(QStringView name) const;
    [[nodiscard]] CodeValue *find(QStringView name);
    /// Adds a member behind the others.
    void add(const QString &name, CodeValue value);
    /// Takes the member named `name` out.
    void remove(QStringView name);
};

/// Whether `text` has half of a surrogate pair, which UTF-8 cannot hold.
[[nodiscard]] bool hasLoneSurrogate(QStringView text);

/// What decides how a number is written.
struct NumberFacts
{
    bool integer = false; ///< without point and exponent
    bool fits32 = false;  ///< as an integer of so many bits
    bool fits64 = false;
    bool fitsUnsigned = false; ///< of 64 bits
    bool exact = false;        ///< as a double, written as short as possible
    bool finite = false;       ///< as a double

    static NumberFacts of(const QByteArray &json);
};

} // namespace spectap
