// SPDX-License-Identifier: MIT
#include "ui/endpointedit.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int CopiedMilliseconds = 2000;

} // namespace

EndpointEdit::EndpointEdit(QWidget *parent)
    : QLineEdit(parent)
{
    setObjectName(u"endpointEdit"_s);
    setReadOnly(true);
    setTextMargins(5, 0, 0, 0);
    setAccessibleName(tr("Endpoint address"));
    setFont(monoFont(font()));
    m_copy = addAction(lineIcon(u"copy"_s, IconInk::Accent), TrailingPosition);
    m_copy->setText(tr("Copy endpoint"));
    m_copy->setToolTip(tr("Copy the endpoint address (Ctrl+Shift+U)"));
    connect(m_copy, &QAction::triggered, this, &EndpointEdit::copyAddress);
}

void EndpointEdit::setAddress(const QString &address)
{
    setText(address);
    setCursorPosition(0);
    m_copy->setVisible(!address.isEmpty());
    setVisible(!address.isEmpty()); // an empty field would ask for an address
    setMinimumWidth(fontMetrics().horizontalAdvance(u"http://127.0.0.1:65535"_s) + 52);
}

void EndpointEdit::copyAddress()
{
    if (text().isEmpty())
        return;
    QGuiApplication::clipboard()->setText(text());
    const QPoint at = mapToGlobal(QPoint(width() - 40, height() - 8));
    QToolTip::showText(at, tr("Copied"), this, {}, CopiedMilliseconds);
}

} // namespace spectap
