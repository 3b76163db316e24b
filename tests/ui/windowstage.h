// SPDX-License-Identifier: MIT
#pragma once

#include "tests/ui/windowsession.h"
#include "ui/english.h"
#include "ui/mainwindow.h"
#include "ui/table/eventtable.h"
#include "ui/theme/apptheme.h"

#include <QApplication>
#include <QLineEdit>
#include <QTest>

namespace spectap::test {

inline constexpr quint16 Port = 8799;

/// What every test of windows begins with.
inline void dressApplication()
{
    auto &app = *qobject_cast<QApplication *>(QCoreApplication::instance());
    installEnglishPlurals(app);
    applyTheme(app, ThemeChoice::Light);
}

/// A window over a session, as app/ would join them.
struct Stage
{
    Stage()
        : document(session.checker)
        , window(&document)
    {
        document.setSession(session.path(), session.pool);
        window.setEndpointStatus({EndpointStatus::Kind::Listening, Port, true, {}, 0});
        window.resize(1440, 900);
        window.show();
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window))
            qFatal("the window does not become active");
    }
    void add(quint32 calls) { document.append(session.add(calls)); }
    template <typename T> T *find(const QString &name)
    {
        T *found = window.findChild<T *>(name);
        if (!found)
            qFatal("no widget named %s", qPrintable(name));
        return found;
    }
    EventTable *table() { return find<EventTable>(QStringLiteral("eventTable")); }
    void filter(const QString &text)
    {
        auto *edit = find<QLineEdit>(QStringLiteral("filterEdit"));
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }

    WindowSession session;
    SessionDocument document;
    MainWindow window;
};

} // namespace spectap::test
