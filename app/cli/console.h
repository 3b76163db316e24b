// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

namespace spectap::cli {

/// Data: bytes to standard output, buffered until flush() or the buffer is full. False once writing failed (a
/// closed pipe, a full disk): stop then.
class Output
{
public:
    Output() = default;
    ~Output();
    Q_DISABLE_COPY_MOVE(Output)

    bool write(QByteArrayView bytes);
    bool flush();
    [[nodiscard]] bool failed() const { return m_failed; }

private:
    QByteArray m_buffer;
    bool m_failed = false;
};

/// Standard output is a terminal that shows colours and nobody said NO_COLOR.
[[nodiscard]] bool stdoutTakesColour();

/// Standard error is read by a person.
[[nodiscard]] bool stderrIsTerminal();

/// Words: one line to standard error.
void say(const QString &words);

/// An error: one line to standard error, after the program's name.
void complain(const QString &words);

} // namespace spectap::cli
