// SPDX-License-Identifier: MIT
// Calls as the code that sends them.
#include "ui/mainwindowparts.h"

#include "model/items/callcode.h"
#include "ui/callcopier.h"
#include "ui/inspector/codepage.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/settings/settings.h"
#include "ui/table/eventtable.h"
#include "ui/windowactions.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>

namespace spectap {

void MainWindow::connectCode()
{
    connect(d->actions->copyCurl, &QAction::triggered, this, [this] { copyCode(Sdk::Curl); });
    connect(d->actions->inspectorTabs, &QActionGroup::triggered, this, [this](const QAction *tab) {
        d->actions->inspector->setChecked(true);
        showView(tab->data().toString());
    });
    connect(d->inspector->code(), &CodePage::languageChosen, this, [this](const QString &name) {
        if (d->settings)
            d->settings->setValue(Setting::CodeLanguage, name);
    });
}

void MainWindow::copyCode(Sdk sdk)
{
    CodeWish wish;
    wish.sdk = sdk;
    wish.reach = d->endpoint.reach();
    std::vector<quint32> seqs = d->table->selectedSeqs();
    if (seqs.empty())
        return;
    d->copier->copy([path = d->document->path(), seqs = std::move(seqs), wish]() -> Result<CallsText> {
        const Result<QString> code = codeOfStored(path, seqs, wish);
        if (!code)
            return code.error();
        return CallsText{*code, 0};
    });
}

void MainWindow::fillCodeMenu(QMenu *menu)
{
    for (const CodeSdk &sdk : codeSdks()) {
        connect(menu->addAction(QString::fromLatin1(sdk.title)), &QAction::triggered, this,
            [this, which = sdk.sdk] { copyCode(which); });
    }
}

} // namespace spectap
