// SPDX-License-Identifier: MIT
#include "app/cli/console.h"

#include <cstdio>

#ifdef Q_OS_UNIX
#include <unistd.h>
#else
#include <io.h>
#endif

namespace spectap::cli {

namespace {

constexpr qsizetype BufferBytes = 256 * 1024;

void writeLine(const QString &words)
{
    const QByteArray line = words.toLocal8Bit() + '\n';
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stderr);
    std::fflush(stderr);
}

} // namespace

Output::~Output()
{
    flush();
}

bool Output::write(QByteArrayView bytes)
{
    m_buffer.append(bytes);
    return m_buffer.size() < BufferBytes ? !m_failed : flush();
}

bool Output::flush()
{
    const auto size = static_cast<std::size_t>(m_buffer.size());
    if (!m_failed && (std::fwrite(m_buffer.constData(), 1, size, stdout) != size || std::fflush(stdout) != 0))
        m_failed = true;
    m_buffer.resize(0);
    return !m_failed;
}

bool stdoutTakesColour()
{
    if (!qEnvironmentVariableIsEmpty("NO_COLOR") || qgetenv("TERM") == "dumb")
        return false;
#ifdef Q_OS_UNIX
    return isatty(STDOUT_FILENO) == 1;
#else
    return false; // a console there has to be asked first to take escape sequences
#endif
}

bool stderrIsTerminal()
{
#ifdef Q_OS_UNIX
    return isatty(STDERR_FILENO) == 1;
#else
    return _isatty(_fileno(stderr)) != 0;
#endif
}

void say(const QString &words)
{
    writeLine(words);
}

void complain(const QString &words)
{
    writeLine(QStringLiteral("spectap: ") + words);
}

} // namespace spectap::cli
