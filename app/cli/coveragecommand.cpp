// SPDX-License-Identifier: MIT
#include "app/cli/arguments.h"
#include "app/cli/callinput.h"
#include "app/cli/command.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/coveragereport.h"

#include <QHash>

#include <limits>

namespace spectap::cli {

namespace {

/// Numbers sources by write key and library, as a session does: the last number stands for all that follow.
class SourceNames
{
public:
    quint16 add(const CallView &call)
    {
        const CallFacts facts = CallFacts::of(call);
        m_name.resize(0);
        m_name += facts.libraryName;
        if (!facts.libraryName.isEmpty() && !facts.writeKey.isEmpty())
            m_name += ' ';
        m_name += facts.writeKey;
        const auto known = m_numbers.constFind(m_name);
        if (known != m_numbers.cend())
            return *known;
        if (m_names.size() > std::numeric_limits<quint16>::max())
            return std::numeric_limits<quint16>::max();
        const auto number = static_cast<quint16>(m_names.size());
        const QByteArray name(m_name.constData(), m_name.size());
        m_names.push_back(name);
        m_numbers.insert(name, number);
        return number;
    }
    [[nodiscard]] const std::vector<QByteArray> &names() const { return m_names; }

private:
    QByteArray m_name;
    QHash<QByteArray, quint16> m_numbers;
    std::vector<QByteArray> m_names;
};

} // namespace

int runCoverage(const QStringList &words)
{
    Arguments arguments(QStringLiteral("coverage"),
        QStringLiteral(
            "Shows which events and fields of the Spec and of tracking plans the calls have, lack, and have "
            "beyond them."));
    arguments.inputs(QStringLiteral("SESSION|INPUT..."), QStringLiteral("shop.spectap"));
    arguments.textOrJson();
    arguments.specAndPlans();
    if (const auto done = arguments.parse(words))
        return *done;
    auto checker = loadChecker(arguments);
    if (!checker) {
        complain(checker.error().message);
        return InputError;
    }

    Coverage coverage(*checker);
    SourceNames sources;
    quint32 seq = 0;
    const auto read = readInputs(arguments.positionals(), [&](const InputCall &found) {
        ++seq;
        if (found.error)
            coverage.addUnreadable();
        else
            coverage.add(seq, found.call, sources.add(found.call));
        return true;
    });
    if (!read) {
        complain(read.error().message);
        return InputError;
    }
    Output output;
    output.write(arguments.wantsJson() ? coverageJson(coverage, sources.names()) : coverageText(coverage));
    return output.flush() ? Fine : InputError;
}

} // namespace spectap::cli
