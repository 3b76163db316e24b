// SPDX-License-Identifier: MIT
#include "ui/diff/callchooser.h"

#include "ui/diff/diffwords.h"
#include "ui/theme/marks.h"

#include <QCoreApplication>
#include <QInputDialog>
#include <QMenu>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostListed = 20;

struct CallChooser
{
    Q_DECLARE_TR_FUNCTIONS(spectap::CallChooser)
};

void askForNumber(QWidget *parent, int last, quint32 current, const std::function<void(quint32)> &choose)
{
    auto *dialog = new QInputDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(u"diffNumberDialog"_s);
    dialog->setWindowTitle(CallChooser::tr("Compare with"));
    dialog->setLabelText(CallChooser::tr("Number of the call, 1 to %1:").arg(last));
    dialog->setInputMode(QInputDialog::IntInput);
    dialog->setIntRange(1, last);
    dialog->setIntValue(int(current));
    QObject::connect(
        dialog, &QInputDialog::intValueSelected, dialog, [choose](int number) { choose(quint32(number)); });
    dialog->show();
}

} // namespace

void fillCallChooser(QMenu *menu, const SessionDocument &document, const std::vector<quint32> &others,
    const CallChoice &choice, const std::function<void(quint32)> &choose)
{
    menu->clear();
    const auto add = [&](const QString &text, quint32 seq) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(seq != 0 && seq == choice.current);
        QObject::connect(action, &QAction::triggered, menu, [choose, seq] { choose(seq); });
        return action;
    };
    if (choice.offersPrevious)
        add(CallChooser::tr("&Previous call of this name"), 0);
    if (choice.pinned != 0 && choice.pinned != choice.except)
        add(CallChooser::tr("A: %1", "a call").arg(callLine(document, choice.pinned)), choice.pinned);
    menu->addSeparator();
    int listed = 0;
    for (const quint32 seq : others) {
        if (seq == choice.except || seq > document.rows().size())
            continue;
        add(callLine(document, seq).replace(u'&', u"&&"_s), seq)
            ->setIcon(typeIcon(document.rows()[seq - 1].type));
        if (++listed == MostListed)
            break;
    }
    menu->addSeparator();
    QObject::connect(menu->addAction(CallChooser::tr("&Other call\u2026")), &QAction::triggered, menu,
        [menu, last = int(document.rows().size()), current = choice.current, choose] {
            askForNumber(menu->parentWidget(), last, current, choose);
        });
}

} // namespace spectap
