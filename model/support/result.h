// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <type_traits>
#include <utility>
#include <variant>

namespace spectap {

/// What kind of thing went wrong; callers branch on it, people read the message.
enum class ErrorCode : quint8 {
    Io,           ///< the file system said no; the message holds its words
    Json,         ///< text that is not JSON
    Catalogue,    ///< a catalogue or plan file with a mistake; message: file, pointer, what
    Query,        ///< a filter that cannot be understood; `position` is the column
    Usage,        ///< wrong arguments on the command line
    Database,     ///< SQLite refused; the message holds its words
    NotASession,  ///< the file is not a Spectap session
    NewerVersion, ///< the session was written by a newer Spectap
    NotFound,
    Cancelled,
};

/// Why something failed, in words fit for a person: what happened, where, what to do.
struct Error
{
    ErrorCode code = ErrorCode::Io;
    QString message;
    qint64 position = -1; ///< byte or character offset where one is known, else -1
};

/// A value, or the reason there is none. C++20 has no std::expected yet.
template <typename T>
class [[nodiscard]] Result
{
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    [[nodiscard]] T &value() & { return std::get<0>(m_state); }
    [[nodiscard]] const T &value() const & { return std::get<0>(m_state); }
    [[nodiscard]] T &&value() && { return std::get<0>(std::move(m_state)); }
    T *operator->() { return &std::get<0>(m_state); }
    const T *operator->() const { return &std::get<0>(m_state); }
    T &operator*() & { return value(); }
    const T &operator*() const & { return value(); }
    T &&operator*() && { return std::move(*this).value(); }

    [[nodiscard]] const Error &error() const { return std::get<1>(m_state); }

private:
    std::variant<T, Error> m_state;
};

/// Success without a value.
template <>
class [[nodiscard]] Result<void>
{
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)), m_ok(false) {}

    [[nodiscard]] bool ok() const { return m_ok; }
    explicit operator bool() const { return m_ok; }
    [[nodiscard]] const Error &error() const { return m_error; }

private:
    Error m_error;
    bool m_ok = true;
};

} // namespace spectap
