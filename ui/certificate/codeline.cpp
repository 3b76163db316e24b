// SPDX-License-Identifier: MIT
#include "ui/certificate/codeline.h"

#include "ui/certificate/codebox.h"
#include "ui/theme/icons.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QToolButton>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int CopiedMilliseconds = 2000;

} // namespace

void copyFrom(QWidget *from, const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
    QToolTip::showText(
        from->mapToGlobal(QPoint(0, from->height())), CodeLine::tr("Copied"), from, {}, CopiedMilliseconds);
}

CodeLine::CodeLine(const QString &code, const QString &copyName, QWidget *parent)
    : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    auto *box = new CodeBox(code, this);
    box->setAccessibleName(tr("Command"));
    auto *button = new QToolButton(this);
    button->setIcon(lineIcon(u"copy"_s));
    button->setToolTip(copyName);
    button->setAccessibleName(copyName);
    button->setObjectName(u"copyStepButton"_s);
    row->addWidget(box, 1);
    row->addWidget(button, 0, Qt::AlignTop);
    connect(button, &QToolButton::clicked, this, [code, button] { copyFrom(button, code); });
}

} // namespace spectap
