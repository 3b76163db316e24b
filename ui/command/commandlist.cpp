// SPDX-License-Identifier: MIT
#include "ui/command/commandlist.h"

#include <QAction>
#include <QMenu>
#include <QMenuBar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

void collect(std::vector<Command> &commands, QMenu *menu, const QString &way)
{
    emit menu->aboutToShow();
    const QList<QAction *> actions = menu->actions();
    for (QAction *action : actions) {
        if (action->isSeparator() || !action->isVisible())
            continue;
        const QString text = withoutAccessKeys(action->text());
        if (action->menu()) {
            collect(commands, action->menu(), way + u" \u203a " + text);
        } else if (!text.isEmpty()) {
            QList<QKeySequence> keys = action->shortcuts();
            keys.removeAll(QKeySequence()); // standard keys that this platform has none for
            commands.push_back({way, text, keys, action});
        }
    }
}

} // namespace

QString withoutAccessKeys(const QString &text)
{
    QString plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'&' && i + 1 < text.size())
            ++i;
        plain += text[i];
    }
    return plain;
}

std::vector<Command> commandsOf(const QMenuBar *bar)
{
    std::vector<Command> commands;
    const QList<QAction *> menus = bar->actions();
    for (QAction *menu : menus) {
        if (menu->menu())
            collect(commands, menu->menu(), withoutAccessKeys(menu->text()));
    }
    return commands;
}

int matchQuality(QStringView pattern, QStringView text)
{
    constexpr int AtWordStart = 8;
    constexpr int InARow = 5;
    constexpr int Found = 1;
    int quality = 0;
    qsizetype at = 0;
    qsizetype before = -2;
    for (const QChar wanted : pattern) {
        if (wanted.isSpace())
            continue;
        // The next beginning of a word is worth passing letters in between for.
        qsizetype hit = -1;
        for (qsizetype i = at; i < text.size(); ++i) {
            if (text[i].toCaseFolded() != wanted.toCaseFolded())
                continue;
            const bool begins = i == 0 || !text[i - 1].isLetterOrNumber();
            if (hit < 0 || begins)
                hit = i;
            if (begins || i == before + 1)
                break;
        }
        if (hit < 0)
            return -1;
        quality += Found;
        if (hit == before + 1)
            quality += InARow;
        if (hit == 0 || !text[hit - 1].isLetterOrNumber())
            quality += AtWordStart;
        before = hit;
        at = hit + 1;
    }
    return quality;
}

} // namespace spectap
